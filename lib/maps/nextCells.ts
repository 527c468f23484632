import type { Rng } from "../random/index.ts";
import { normalProbability } from "../statistics/index.ts";
import type { MappedClaim, Place } from "../study/index.ts";
import type { Look } from "./look.ts";
import { runKey } from "./measure.ts";
import { randomPlaces } from "./space.ts";
import { lastLooks, type Surrogate } from "./surrogate.ts";

/** Readings among which the next ones are looked for. */
const CANDIDATES = 400;

/** A reading to measure next; one that was measured already gets more seeds. */
export interface Next {
  readonly place: Place;
  readonly isNew: boolean;
}

/**
 * The readings to measure next, where the map is least certain whether the claim holds. A new one is that with the largest
 * beta sd - |m|, where m is by how much the claim holds and beta² is drawn from chi-square with two degrees of freedom
 * (randomised straddle, Inatsu et al. 2024); five more seeds for one that was measured are taken in its place where they
 * leave fewer readings in doubt. After each the covariance is that of a map that has it, its mean unchanged.
 *
 * @param limit seeds up to which a reading may have more
 */
export function nextCells(
  claim: Pick<MappedClaim, "axes">,
  surrogate: Surrogate,
  looks: readonly Look[],
  count: number,
  limit: number,
  rng: Rng,
): Next[] {
  const measured = new Map(lastLooks(looks).map((look) => [runKey(claim, look.place), look]));
  const fresh = randomPlaces(claim.axes, CANDIDATES, rng).filter((place) => !measured.has(runKey(claim, place)));
  const again = [...measured.values()].filter(({ seeds }) => seeds.length < limit).map(({ place }) => place);
  const places = [...fresh, ...again];
  const { above, covariance, noise } = surrogate.joint(places);
  const rows = Array.from({ length: places.length }, (_, i) =>
    Float64Array.from(places, (__, j) => covariance.get(i, j)),
  );
  const taken = new Set<number>();
  const deviation = (i: number) => Math.sqrt(Math.max(rows[i][i], 0));
  /** Readings in doubt that observing i would leave fewer of. */
  const gain = (i: number) => {
    const total = rows[i][i] + noise / 5;
    let sum = 0;
    for (let u = 0; u < fresh.length; u++) {
      const after = Math.sqrt(Math.max(rows[u][u] - rows[u][i] ** 2 / total, 0));
      sum += normalProbability(-Math.abs(above[u]) / deviation(u)) - normalProbability(-Math.abs(above[u]) / after);
    }
    return sum;
  };
  const best = (from: number, to: number, score: (i: number) => number) => {
    let found: number | undefined;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i++) {
      const value = taken.has(i) ? Number.NEGATIVE_INFINITY : score(i);
      if (value > highest) [found, highest] = [i, value];
    }
    return found;
  };
  const chosen: Next[] = [];
  while (chosen.length < count) {
    const beta = Math.sqrt(-2 * Math.log(1 - rng.uniform()));
    const straddled = best(0, fresh.length, (i) => beta * deviation(i) - Math.abs(above[i]));
    const repeated = best(fresh.length, places.length, gain);
    const isAgain = repeated !== undefined && (straddled === undefined || gain(repeated) > gain(straddled));
    const next = isAgain ? repeated : straddled;
    if (next === undefined) break;
    chosen.push({ place: places[next], isNew: !isAgain });
    const key = runKey(claim, places[next]);
    for (const [i, place] of places.entries()) if (runKey(claim, place) === key) taken.add(i);
    observe(rows, next, noise / 5);
  }
  return chosen;
}

/** The covariance of those who know one more value, with the variance of its noise. */
function observe(rows: readonly Float64Array[], i: number, noise: number): void {
  const total = rows[i][i] + noise;
  const column = Float64Array.from(rows, (row) => row[i]);
  for (const [u, row] of rows.entries())
    for (let v = 0; v < rows.length; v++) row[v] -= (column[u] * column[v]) / total;
}
