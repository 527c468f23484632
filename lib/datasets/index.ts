export { type Appearance, driftedAppearances, PLAIN } from "./appearance.ts";
export { readCifar10 } from "./cifar10.ts";
export { drawLabels, drawPredictions, labelsInShares } from "./classMix.ts";
export { type Images, joinedImages } from "./images.ts";
export { CLASSES, makeImages } from "./madeImages.ts";
export { wholeSamples } from "./wholeSamples.ts";
