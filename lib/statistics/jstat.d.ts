/** jstat has no types of its own; these are the functions that are used. */
declare module "jstat" {
  const jstat: {
    readonly studentt: {
      inv(probability: number, degrees: number): number;
      cdf(t: number, degrees: number): number;
    };
    readonly normal: {
      cdf(value: number, mean: number, deviation: number): number;
    };
  };
  export default jstat;
}
