/** The made images' classes in order: five shapes, each in a warm and in a cold colour. */
export const SHAPE_NAMES = ["disc", "square", "triangle", "cross", "ring"] as const;
export const COLOUR_NAMES = ["warm", "cold"] as const;
