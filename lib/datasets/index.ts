export type { Images } from "./images.ts";
