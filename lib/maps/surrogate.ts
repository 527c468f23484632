import { mean, median, normalProbability } from "../statistics/index.ts";
import type { Axis, MappedClaim, Place } from "../study/index.ts";
import { fitGaussianProcess, type GaussianProcess } from "./gaussianProcess.ts";
import type { Look } from "./look.ts";
import type { Standing } from "./report.ts";
import { type Size, sizeOf, standingOf } from "./size.ts";
import { placeKey } from "./space.ts";

/** What a map says of readings: effects on the scale of their runs, and how sure it is of them. */
export interface Called {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** [place] probability that the claim holds there in size */
  readonly holds: number[];
}

/** How much the noise of one cell is drawn towards that of all: as if so many runs of theirs were among its own. */
const SHARED_RUNS = 4;
/** Share of the effects' variance below which no noise is believed. */
const LEAST_NOISE = 1e-4;

/** A map between its looks: a Gaussian process over the axes, with the noise that each cell has by its own runs. */
export class Surrogate {
  readonly size: Size;
  readonly scale: Look["scale"];
  readonly #process: GaussianProcess;
  /** effects are handed in with mean 0 and deviation 1 */
  readonly #middle: number;
  readonly #spread: number;
  /** noise of one run of an average cell, in those units */
  readonly #noise: number;

  /** @param looks the last of each place; those without an effect say nothing */
  constructor(claim: Pick<MappedClaim, "axes" | "paper" | "tolerance">, looks: readonly Look[]) {
    const seen = looks.filter(({ runs }) => runs.length > 1);
    if (seen.length < 2) throw new RangeError(`a map needs two readings with an effect, ${seen.length} have one`);
    this.scale = seen[0].scale;
    this.size = sizeOf(claim, this.scale);
    const means = seen.map(({ runs }) => mean(runs));
    this.#middle = mean(means);
    this.#spread = Math.sqrt(mean(means.map((value) => (value - this.#middle) ** 2))) || 1;
    const variances = seen.map(({ runs }, i) => squares(runs, means[i]) / (runs.length - 1) / this.#spread ** 2);
    this.#noise = Math.max(median(variances), LEAST_NOISE);
    const noises = seen.map(({ runs: { length } }, i) => {
      const own = ((length - 1) * variances[i] + SHARED_RUNS * this.#noise) / (length - 1 + SHARED_RUNS);
      return own / length;
    });
    const values = means.map((value) => (value - this.#middle) / this.#spread);
    this.#process = fitGaussianProcess(
      claim.axes,
      seen.map(({ place }) => place),
      values,
      noises,
    );
  }

  /** What the map says of some readings. */
  call(places: readonly Place[]): Called {
    const { mean: means, deviation } = this.#process.predict(places);
    const onScale = {
      mean: means.map((m) => this.#middle + this.#spread * m),
      deviation: deviation.map((d) => this.#spread * d),
    };
    const { sign, bar } = this.size;
    const holds = Array.from(onScale.mean, (m, i) => normalProbability((sign * m - bar) / onScale.deviation[i]));
    return { ...onScale, holds };
  }

  /** Share of readings that would be called wrong: in each, the smaller of both probabilities. */
  wrong(places: readonly Place[]): number {
    return mean(this.call(places).holds.map((holds) => Math.min(holds, 1 - holds)));
  }

  /** Probability of each standing in a reading. */
  standings(place: Place): Record<Standing, number> {
    const {
      mean: [m],
      deviation: [d],
      holds: [inSize],
    } = this.call([place]);
    const { sign, least } = this.size;
    const [above, below] = [-least, least].map((edge) => normalProbability((sign * m + edge) / d));
    return {
      "in size": inSize,
      "in direction": Math.max(0, above - inSize),
      "no effect": below - above,
      reversed: 1 - below,
    };
  }

  /** How the map calls a reading. */
  standing(place: Place): Standing {
    return standingOf(this.call([place]).mean[0], this.size);
  }

  /** Joint draws of the effects of some readings, [draw][place]. */
  draws(places: readonly Place[], count: number, rng: Parameters<GaussianProcess["draws"]>[2]): Float64Array[] {
    return this.#process
      .draws(places, count, rng)
      .map((draw) => draw.map((value) => this.#middle + this.#spread * value));
  }

  /** Means and covariance of some readings in units of the effects' deviation, and the noise of five runs in them. */
  joint(places: readonly Place[]) {
    const { sign, bar } = this.size;
    const means = this.#process.predict(places).mean;
    return {
      /** by how much the claim holds in size */
      above: means.map((m) => (sign * (this.#middle + this.#spread * m) - bar) / this.#spread),
      covariance: this.#process.covariance(places),
      noise: this.#noise,
    };
  }
}

/** The last look of each place of a claim itself, those with an effect. */
export function lastLooks(looks: readonly Look[]): Look[] {
  const own = looks.filter(
    ({ control, stage, runs }) => control === undefined && stage !== "held out" && runs.length > 1,
  );
  return [...new Map(own.map((look) => [placeKey(look.place), look])).values()];
}

/** Looks as those of a map over some of the axes: those in which the others have the headline's level. */
export function projected(looks: readonly Look[], axes: readonly Axis[], inner: readonly Axis[]): Look[] {
  const places = inner.map((axis) => axes.indexOf(axis));
  return looks
    .filter(({ place }) => axes.every((axis, i) => inner.includes(axis) || place[i] === axis.headline))
    .map((look) => ({ ...look, place: places.map((i) => look.place[i]) }));
}

function squares(runs: readonly number[], middle: number): number {
  return runs.reduce((sum, run) => sum + (run - middle) ** 2, 0);
}
