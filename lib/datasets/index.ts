export { type Appearance, driftedAppearances, PLAIN } from "./appearance.ts";
export { cifarImages, readCifar10 } from "./cifar10.ts";
export { drawLabels, drawMix, drawPredictions, labelsInShares } from "./classMix.ts";
export { chosenImages, type Images, joinedImages } from "./images.ts";
export { CLASSES, makeImages } from "./madeImages.ts";
export { wholeSamples } from "./wholeSamples.ts";
