/**
 * Shannon rate B log2(1 + SINR), A (4) down and A (6) up. By log1p, so that SINRs far below 1e-16 keep their digits.
 *
 * @param bandwidth Hz, or normalised: the rate has the same unit (bit/s)
 * @param sinr linear
 */
export function shannonRate(bandwidth: number, sinr: number): number {
  return (bandwidth * Math.log1p(sinr)) / Math.LN2;
}
