import { progress } from "../notebook/index.ts";
import { rngFrom } from "../random/index.ts";
import { notice } from "../records/index.ts";
import { type Interval, largest } from "../statistics/index.ts";
import { type Axis, blocksOf, type MappedClaim, type Place, type RunJobsOptions } from "../study/index.ts";
import { type Design, type DesignOptions, designOf, hashOf } from "./design.ts";
import { effectOf, type Look } from "./look.ts";
import { mapPath, readMap, writeMap } from "./mapFile.ts";
import { measure, runKey, type Wanted } from "./measure.ts";
import { nextCells } from "./nextCells.ts";
import type { MapReport } from "./report.ts";
import { reportOf } from "./reportOf.ts";
import { screened, screeningOf } from "./screening.ts";
import { CURVE, distinct, headlineOf, placeOf, randomPlaces, readingAt } from "./space.ts";
import { spaceFilling } from "./spaceFilling.ts";
import { lastLooks, projected, Surrogate } from "./surrogate.ts";

/** How a map is drawn. */
export interface MapOptions extends DesignOptions, RunJobsOptions {
  /** whether runs that are missing may be made; an error where they are not and one is */
  readonly compute?: boolean;
}

/** Readings by which it is told how many a map calls wrong. */
const SAMPLE = 1000;

/**
 * Under which readings of its paper a claim holds. The headline and its neighbours are measured first, and axes that move
 * nothing are dropped; then readings that fill the space; then, batch by batch, those where a Gaussian process over all
 * looks is least certain, until it is certain of nearly all or the budget is spent. Readings that were kept from it are
 * measured at the end, on seeds of their own. All is kept in data/maps: a map that was interrupted goes on, and one that is
 * finished is drawn again from its looks alone.
 */
export async function claimMap(claim: MappedClaim, options: MapOptions = {}): Promise<MapReport> {
  const design = designOf(claim, options);
  const map = new Drawing({ ...claim, axes: design.axes }, design, options);
  return await map.draw();
}

/** A look at one reading, in the claim's unit. */
export interface LookAt extends Interval {
  /** what is read off, where the claim has several */
  readonly curve?: string;
  readonly seeds: number;
}

/**
 * The effect of a claim in one reading, for each level of what is read off; runs that are missing are computed first.
 *
 * @param changes what the reading changes of the headline, by path
 * @throws RangeError for a path that is no axis, or a value that is none of its levels
 */
export async function lookAt(
  claim: MappedClaim,
  changes: Readonly<Record<string, unknown>>,
  seeds: readonly number[],
  options: Pick<MapOptions, "workers" | "compute"> = {},
): Promise<LookAt[]> {
  const place = placeOf(claim.axes, changes, `map ${claim.id}`);
  const blocks = blocksOf(seeds).flat();
  const looks = await measure(claim, [{ stage: "boundary", place, seeds: blocks }], () => undefined, options);
  const curve = claim.axes.findIndex(({ path }) => path === CURVE);
  return looks
    .filter(({ runs }) => runs.length > 1)
    .map((look) => ({
      ...(curve >= 0 && { curve: String(claim.axes[curve].levels[look.place[curve]]) }),
      ...effectOf(look),
      seeds: look.runs.length,
    }));
}

/** A map that is being drawn. */
class Drawing {
  readonly #claim: MappedClaim;
  readonly #design: Design;
  readonly #options: MapOptions;
  readonly #hash: string;
  readonly #known: ReadonlyMap<string, readonly Look[]>;
  readonly #looks: Look[] = [];
  /** runs that count against the budget */
  readonly #runs = new Set<string>();

  constructor(claim: MappedClaim, design: Design, options: MapOptions) {
    this.#claim = claim;
    this.#design = design;
    this.#options = options;
    this.#hash = hashOf(design);
    const kept = readMap(design.id);
    const isSame = kept?.hash === this.#hash;
    if (kept?.report !== undefined && !isSame)
      notice(
        `${mapPath(design.id)} had a finished map of another design, which this one replaces; git has it if it was committed`,
      );
    const looks = isSame ? kept.looks : [];
    this.#known = Map.groupBy(looks, (look) => this.#keyOf(look));
    writeMap({ design, hash: this.#hash, looks, report: isSame ? kept.report : undefined });
  }

  async draw(): Promise<MapReport> {
    const { axes, start, seeds, heldOut, heldOutSeeds, controls } = this.#design;
    const { id } = this.#claim;
    const headline = headlineOf(axes);
    const more = Array.from({ length: 2 * seeds.length }, (_, i) => i);
    await this.#measure([
      { stage: "screening", place: headline, seeds: more },
      ...distinct([headline, ...screened(axes)]).map((place): Wanted => ({ stage: "screening", place, seeds })),
    ]);
    const screening = screeningOf(this.#claim, this.#design, this.#looks);
    const inner = screening.kept.map((axis) => axes[axis]);
    const simulated = inner.filter(({ path }) => path !== CURVE);
    const begun = spaceFilling(simulated, start, rngFrom("map start", id)).map((place) => {
      return this.#lifted(place, simulated);
    });
    await this.#measure(begun.map((place) => ({ stage: "start", place, seeds })));
    const stopped = await this.#followBoundary(inner);
    const held = this.#apart(heldOut);
    await this.#measure(held.map((place) => ({ stage: "held out", place, seeds: heldOutSeeds })));
    await this.#measure(
      controls.flatMap((control) =>
        [headline, ...begun].map((place): Wanted => ({ stage: "start", place, seeds, control })),
      ),
    );
    const report = reportOf({
      claim: this.#claim,
      design: this.#design,
      hash: this.#hash,
      screening,
      looks: this.#looks,
      stopped,
      blocks: this.#runs.size,
    });
    writeMap({ design: this.#design, hash: this.#hash, looks: this.#looks, report });
    return report;
  }

  /** Measures where the map is least certain until it is certain of nearly all, or the budget is spent. */
  async #followBoundary(inner: readonly Axis[]): Promise<MapReport["stopped"]> {
    const { budget, least, wrong: enough, batch, limit, seeds } = this.#design;
    const claim = { ...this.#claim, axes: inner };
    const perReading = claim.arms(readingAt(this.#design.axes, headlineOf(this.#design.axes))).length;
    const bar = progress({ total: budget, label: `map ${claim.id}`, unit: "runs" });
    for (let turn = 0; ; turn++) {
      const looks = projected(this.#looks, this.#design.axes, inner);
      const surrogate = new Surrogate(claim, lastLooks(looks));
      const wrong = surrogate.wrong(randomPlaces(inner, SAMPLE, rngFrom("map sample", claim.id)));
      bar.update(this.#runs.size, `${(100 * wrong).toFixed(1)} % of readings in doubt`);
      const isCertain = wrong < enough && this.#runs.size >= least;
      const room = Math.min(batch, Math.floor((budget - this.#runs.size) / perReading));
      if (isCertain || room < 1) {
        bar.finish(`${(100 * wrong).toFixed(1)} % of readings in doubt`);
        return { because: isCertain ? "certain" : "budget", wrong };
      }
      const next = nextCells(claim, surrogate, looks, room, limit, rngFrom("map batch", claim.id, turn));
      const wanted = next.map(({ place, isNew }): Wanted => {
        const whole = this.#lifted(place, inner);
        return { stage: "boundary", place: whole, seeds: isNew ? seeds : this.#moreSeeds(whole) };
      });
      await this.#measure(wanted);
    }
  }

  /** Readings over all axes that the map has not seen. */
  #apart(count: number): Place[] {
    const seen = new Set(this.#looks.map(({ place }) => runKey(this.#claim, place)));
    const places = randomPlaces(this.#design.axes, 20 * count, rngFrom("map held out", this.#claim.id));
    const apart = new Map(places.map((place) => [runKey(this.#claim, place), place]));
    return [...apart]
      .filter(([key]) => !seen.has(key))
      .slice(0, count)
      .map(([, place]) => place);
  }

  /** The seeds that a reading has, and five more. */
  #moreSeeds(place: Place): number[] {
    const key = runKey(this.#claim, place);
    const had = this.#looks.filter((look) => look.control === undefined && runKey(this.#claim, look.place) === key);
    const most = largest(had.map(({ seeds }) => seeds.length));
    return Array.from({ length: most + this.#design.seeds.length }, (_, seed) => seed);
  }

  async #measure(wanted: readonly Wanted[]): Promise<void> {
    const seen = new Set(this.#looks.map((look) => this.#keyOf(look)));
    const once = new Map(wanted.map((cell) => [this.#keyOf(cell), cell]));
    const fresh = [...once].flatMap(([key, cell]) => (seen.has(key) ? [] : [cell]));
    const looks = await measure(this.#claim, fresh, (cell, keys) => this.#knownOf(cell, keys), this.#options);
    for (const look of looks) {
      this.#looks.push(look);
      if (look.stage !== "held out" && look.control === undefined) for (const key of look.keys) this.#runs.add(key);
    }
    writeMap({ design: this.#design, hash: this.#hash, looks: this.#all() });
  }

  /** What this drawing has seen, and of an earlier one what it has not come to yet. */
  #all(): Look[] {
    const own = new Set(this.#looks.map((look) => this.#keyOf(look)));
    return [...this.#looks, ...[...this.#known].flatMap(([key, looks]) => (own.has(key) ? [] : looks))];
  }

  /** The looks of a cell that are known, of the present code. */
  #knownOf(cell: Wanted, keys: readonly string[]): readonly Look[] | undefined {
    const found = this.#known.get(this.#keyOf(cell));
    return found?.every((look) => look.keys.join() === keys.join())
      ? found.map((look) => ({ ...look, stage: cell.stage }))
      : undefined;
  }

  #keyOf({ place, seeds, control = "" }: Pick<Look, "place" | "seeds" | "control">): string {
    return [runKey(this.#claim, place), seeds.join(" "), control].join("\n");
  }

  /** A place among all axes from one among some, the others at the headline. */
  #lifted(place: Place, inner: readonly Axis[]): Place {
    return this.#design.axes.map((axis) => {
      const i = inner.indexOf(axis);
      return i < 0 ? axis.headline : place[i];
    });
  }
}
