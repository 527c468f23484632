import { rngFrom } from "../random/index.ts";
import { type Interval, mean, verdictOn } from "../statistics/index.ts";
import { type Axis, type MappedClaim, measured, type Place } from "../study/index.ts";
import type { Design } from "./design.ts";
import { effectOf, type Look } from "./look.ts";
import { readMap } from "./mapFile.ts";
import {
  type Cell,
  type ControlReport,
  type Flip,
  type MapReport,
  STANDINGS,
  type Standing,
  type Surface,
} from "./report.ts";
import { type Screening, screeningOf } from "./screening.ts";
import { sizeOf, standingOf } from "./size.ts";
import { sobolShares } from "./sobolShares.ts";
import { CURVE, changesAt, headlineOf, placeKey, randomPlaces, readingAt } from "./space.ts";
import { lastLooks, projected, Surrogate } from "./surrogate.ts";

/** What a report is made of. */
export interface Drawn {
  readonly claim: MappedClaim;
  readonly design: Design;
  readonly hash: string;
  readonly screening: Screening;
  readonly looks: readonly Look[];
  readonly stopped: MapReport["stopped"];
  readonly blocks: number;
}

/** Readings and joint draws by which shares are told, and readings by which Sobol shares are. */
const SHARED = { readings: 600, draws: 400, sobol: 2000 };
/** Axes of a surface at most, and the total share from which on one is among them. */
const SURFACE = { axes: 4, share: 0.03 };
/** Probability with which a reading nearby must stand otherwise, and how many are named. */
const FLIPS = { probability: 0.8, named: 5 };

/**
 * The report of a kept map, made again from its looks.
 *
 * @throws RangeError where there is none that is finished
 */
export function reportOfKept(claim: MappedClaim): MapReport {
  const kept = readMap(claim.id);
  if (kept?.report === undefined) throw new RangeError(`map ${claim.id}: there is none that is finished`);
  const { design, hash, looks, report } = kept;
  const { stopped, blocks } = report;
  const screening = screeningOf(claim, design, looks);
  return reportOf({ claim: { ...claim, axes: design.axes }, design, hash, screening, looks, stopped, blocks });
}

/** What a map says, from its looks. */
export function reportOf({ claim, design, hash, screening, looks, stopped, blocks }: Drawn): MapReport {
  const { axes } = design;
  const inner = screening.kept.map((axis) => axes[axis]);
  const kept = { ...claim, axes: inner };
  const seen = lastLooks(projected(looks, axes, inner));
  const surrogate = new Surrogate(kept, seen);
  const { id, statement, unit, paper, tolerance } = claim;
  const decidedBy = sobolShares(inner, (places) => surrogate.call(places).mean, SHARED.sobol, rngFrom("map shares", id))
    .map((share, i) => ({ path: inner[i].path, label: inner[i].label, ...share }))
    .sort((a, b) => b.total - a.total);
  return {
    ...{ id, statement, unit, paper, tolerance },
    axes: inner,
    dropped: screening.dropped,
    headline: headlineReport(claim, looks),
    shares: sharesOf(kept, surrogate),
    decidedBy,
    surface: surfaceOf(
      inner,
      decidedBy
        .map(({ path }) => path)
        .slice(0, SURFACE.axes)
        .filter((_, i) => i < 2 || decidedBy[i].total >= SURFACE.share),
      surrogate,
    ),
    flips: flipsOf(inner, surrogate),
    cells: cellsOf(claim, looks),
    controls: Object.keys(claim.controls).flatMap((name) => controlReport(claim, name, looks)),
    heldOut: heldOutOf(claim, inner, looks, surrogate),
    stopped,
    blocks,
    silent: looks.filter(({ runs, control }) => control === undefined && runs.length < 2).length,
    hash,
  };
}

function headlineReport(claim: MappedClaim, looks: readonly Look[]): MapReport["headline"] {
  const key = placeKey(headlineOf(claim.axes));
  const own = lastLooks(looks).find(({ place }) => placeKey(place) === key) ?? looks[0];
  const ten = looks.filter(
    (look) => look.control === undefined && look.stage === "screening" && placeKey(look.place) === key,
  );
  const most = ten.reduce((a, b) => (b.seeds.length > a.seeds.length ? b : a), own);
  const effect = measured(most.runs, most.scale);
  const { value, low, high } = effect;
  return {
    ...{ value, low, high },
    standing: standingOf(mean(most.runs), sizeOf(claim, most.scale)),
    verdict: verdictOn(effect, claim.paper, claim.tolerance),
  };
}

/** Shares of all readings by standing, with the interval of the map's joint draws. */
function sharesOf(claim: MappedClaim, surrogate: Surrogate): MapReport["shares"] {
  const rng = rngFrom("map draws", claim.id);
  const draws = surrogate.draws(randomPlaces(claim.axes, SHARED.readings, rng), SHARED.draws, rng);
  const shares = (standing: Standing): Interval => {
    const all = draws
      .map((draw) => mean(Array.from(draw, (effect) => Number(standingOf(effect, surrogate.size) === standing))))
      .sort((a, b) => a - b);
    const at = (share: number) => all[Math.round(share * (all.length - 1))];
    return { value: mean(all), low: at(0.025), high: at(0.975) };
  };
  return Object.fromEntries(STANDINGS.map((standing) => [standing, shares(standing)])) as MapReport["shares"];
}

/** The map over the axes that decide, the others at the headline's level. */
function surfaceOf(axes: readonly Axis[], paths: readonly string[], surrogate: Surrogate): Surface {
  const shown = paths.map((path) => axes.find((axis) => axis.path === path) as Axis);
  const headline = headlineOf(axes);
  const places = shown.reduce<Place[]>(
    (all, { levels }) => all.flatMap((place) => levels.map((_, level) => [...place, level])),
    [[]],
  );
  const { mean: effects, holds } = surrogate.call(
    places.map((place) => shown.reduce((whole, axis, i) => whole.with(axes.indexOf(axis), place[i]), headline)),
  );
  return {
    axes: shown,
    rows: places.map((place, i) => ({ place, effect: inUnit(surrogate, effects[i]), holds: rounded(holds[i]) })),
  };
}

/** Readings with one change, or with two, of which the map is sure that the claim stands otherwise than in the headline. */
function flipsOf(axes: readonly Axis[], surrogate: Surrogate): Flip[] {
  const headline = headlineOf(axes);
  const own = surrogate.standing(headline);
  const found = new Map<string, Flip>();
  const changed = (places: readonly Place[]) =>
    places.flatMap((place) => axes.flatMap((axis, i) => axis.levels.map((_, level) => place.with(i, level))));
  for (let near: readonly Place[] = [headline], count = 1; count <= 2 && found.size === 0; count++) {
    near = changed(near);
    const { mean: effects } = surrogate.call(near);
    for (const [i, place] of near.entries()) {
      const standing = standingOf(effects[i], surrogate.size);
      const changes = changesAt(axes, place);
      if (standing === own || Object.keys(changes).length !== count) continue;
      const probability = surrogate.standings(place)[standing];
      if (probability < FLIPS.probability) continue;
      found.set(placeKey(place), {
        changes,
        standing,
        probability: rounded(probability),
        effect: inUnit(surrogate, effects[i]),
      });
    }
  }
  return [...found.values()].sort((a, b) => b.probability - a.probability).slice(0, FLIPS.named);
}

function cellsOf(claim: MappedClaim, looks: readonly Look[]): Cell[] {
  const held = looks.filter(({ stage }) => stage === "held out");
  return [...lastLooks(looks), ...held.filter(({ runs }) => runs.length > 1)].map((look) => {
    const { place, stage, seeds } = look;
    const standing = standingOf(mean(look.runs), sizeOf(claim, look.scale));
    return {
      place,
      reading: readingAt(claim.axes, place),
      isHeadline: Object.keys(changesAt(claim.axes, place)).length === 0,
      stage,
      seeds,
      ...effectOf(look),
      standing,
      command: commandOf(claim, look),
    };
  });
}

/** The command that repeats a cell's runs. */
function commandOf({ id, axes }: MappedClaim, { place, seeds }: Look): string {
  const changes = Object.entries(changesAt(axes, place)).map(
    ([path, value]) => `--set '${path}=${typeof value === "string" ? value : JSON.stringify(value)}'`,
  );
  return ["npx twinlab map", id, ...changes, `--seeds ${seeds[0]}..${seeds[seeds.length - 1]}`].join(" ");
}

function controlReport(claim: MappedClaim, name: string, looks: readonly Look[]): ControlReport[] {
  const curve = claim.axes.findIndex(({ path }) => path === CURVE);
  const own = looks.filter(({ control, place, runs }) => {
    return control === name && runs.length > 1 && (curve < 0 || place[curve] === claim.axes[curve].headline);
  });
  if (own.length < 2) return [];
  const size = sizeOf(claim, own[0].scale);
  const means = own.map(({ runs }) => mean(runs));
  const { value, low, high } = measured(means, own[0].scale);
  const inSize = mean(means.map((effect) => Number(standingOf(effect, size) === "in size")));
  return [{ name, value, low, high, cells: own.length, inSize }];
}

/** How many of the readings that were kept from the map it calls as they are. */
function heldOutOf(
  claim: MappedClaim,
  inner: readonly Axis[],
  looks: readonly Look[],
  surrogate: Surrogate,
): MapReport["heldOut"] {
  const held = looks.filter(({ stage, runs }) => stage === "held out" && runs.length > 1);
  if (held.length === 0) return undefined;
  const places = inner.map((axis) => claim.axes.indexOf(axis));
  const called = held.map((look) => {
    const size = sizeOf(claim, look.scale);
    const [is, said] = [standingOf(mean(look.runs), size), surrogate.standing(places.map((i) => look.place[i]))];
    return {
      right: (is === "in size") === (said === "in size"),
      rightStanding: is === said,
    };
  });
  return {
    cells: held.length,
    right: called.filter(({ right }) => right).length,
    rightStanding: called.filter(({ rightStanding }) => rightStanding).length,
  };
}

function inUnit({ scale }: Surrogate, effect: number): number {
  return rounded(scale === "ratio" ? 100 * Math.expm1(effect) : effect);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
