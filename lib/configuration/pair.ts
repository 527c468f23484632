import { z } from "zod";

/** Two numbers in a configuration: a place [x, y], or a range [low, high]. */
export const pair = z.tuple([z.number(), z.number()]);
