/** Of records and of what is kept between runs; the version rises when numbers move. */
export const IDENTITY = { experiment: "edge-retraining", version: 2 } as const;
