import { FashionZones } from "./fashionZones.ts";
import type { ImageOptions, ZoneImages } from "./imageOptions.ts";
import { MadeZones } from "./madeZones.ts";

/** The images of a seed, from the collection asked for. */
export function zoneImages(seed: number, options: ImageOptions): ZoneImages {
  return options.collection === "made" ? new MadeZones(seed, options) : new FashionZones(seed, options);
}
