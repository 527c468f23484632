import { servingAlone } from "./fullestSector.ts";
import type { RobustTilt } from "./robustTilt.ts";
import { possibleCounts, sectorCounts } from "./sectorCounts.ts";
import { SlotReward } from "./slotReward.ts";

/** Users that stand somewhere, as a policy of counts and its attacker see them. */
interface Layout {
  /** [sector] reward of a slot in which that sector alone is served */
  readonly rewards: readonly number[];
  /** the count that there is, and every count that errors can bring about, as keys */
  readonly seen: string;
  readonly possible: readonly string[];
}

/** A policy of counts: the sector that is served, by the count that is seen. */
type CountMap = Map<string, number>;

/** What a policy of counts is worth. */
export interface CountMapWorth {
  /** mean reward of a slot where counts are exact */
  readonly exact: number;
  /** and where an attacker shows the worst of all counts that errors can bring about */
  readonly attacked: number;
}

/**
 * The rule that serves the fullest sector, and the best policy under attack that coordinate ascent finds from there among
 * all maps from a count to the sector that is served alone: searched on the first layouts, judged on the others.
 *
 * @param environment in a state of its own for each row; its rows are the layouts, half to search and half to judge
 * @param radius largest error of each coordinate, in radii
 * @param serveDeg tilt of the antenna that serves; the others are turned as far down as they go
 */
export function bestCountMap(
  environment: RobustTilt,
  { radius, serveDeg = 15 }: { readonly radius: number; readonly serveDeg?: number },
): { readonly rule: CountMapWorth; readonly best: CountMapWorth } {
  const layouts = layoutsOf(environment, radius, serveDeg);
  const [searched, judged] = [layouts.slice(0, layouts.length / 2), layouts.slice(layouts.length / 2)];
  const keys = new Set(layouts.flatMap(({ seen, possible }) => [seen, ...possible]));
  const rule: CountMap = new Map([...keys].map((key) => [key, fullestOf(key)]));
  return { rule: worthOf(rule, judged), best: worthOf(climbed(rule, searched, environment.sectors), judged) };
}

function layoutsOf(environment: RobustTilt, radius: number, serveDeg: number): Layout[] {
  const { rows, sectors, positions, configuration } = environment;
  const { users, radiusM } = configuration;
  const actionOf = servingAlone(environment, serveDeg);
  const reward = new SlotReward(environment);
  return Array.from({ length: rows }, (_, row) => {
    const own = positions.subarray(row * 2 * users, (row + 1) * 2 * users);
    reward.place(own);
    const rewards = Array.from({ length: sectors }, (_, served) => reward.at(actionOf(served)));
    const possible = possibleCounts(own, radius * radiusM, configuration).map(String);
    return { rewards, seen: String(sectorCounts(own, configuration)), possible };
  });
}

function fullestOf(key: string): number {
  const counts = key.split(",").map(Number);
  return counts.indexOf(Math.max(...counts));
}

function worthOf(map: CountMap, layouts: readonly Layout[]): CountMapWorth {
  const served = (layout: Layout, key: string) => layout.rewards[map.get(key) as number];
  const meanOf = (worth: (layout: Layout) => number) =>
    layouts.reduce((sum, layout) => sum + worth(layout), 0) / layouts.length;
  return {
    exact: meanOf((layout) => served(layout, layout.seen)),
    attacked: meanOf((layout) => attackedWorth(map, layout)),
  };
}

function attackedWorth(map: CountMap, { rewards, possible }: Layout): number {
  return Math.min(...possible.map((key) => rewards[map.get(key) as number]));
}

/** Changes the map count by count, to what is worth most under attack, until no change is worth anything. */
function climbed(start: CountMap, layouts: readonly Layout[], sectors: number): CountMap {
  const map = new Map(start);
  const showing = new Map<string, Layout[]>();
  for (const layout of layouts)
    for (const key of layout.possible) showing.set(key, [...(showing.get(key) ?? []), layout]);
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const [key, own] of showing) {
      const before = map.get(key) as number;
      const worths = Array.from({ length: sectors }, (_, served) => {
        map.set(key, served);
        return own.reduce((sum, layout) => sum + attackedWorth(map, layout), 0);
      });
      const best = worths.indexOf(Math.max(...worths));
      const isBetter = worths[best] > worths[before] + 1e-9;
      map.set(key, isBetter ? best : before);
      isMoving ||= isBetter;
    }
  }
  return map;
}
