import { ConfigurationError } from "../../../configuration/index.ts";
import { type Area, boundsOf, placesIn, placeUniformly } from "../../../mobility/index.ts";
import { dirichlet, dirichletAround, type Rng, rngFrom } from "../../../random/index.ts";
import type { EdgeRetrainingConfiguration } from "./edgeRetrainingConfiguration.ts";
import { generateData } from "./generatedData.ts";

export interface EdgeSceneOptions {
  readonly seeds: readonly number[];
  readonly zones: number;
  readonly classes: number;
  /** Dirichlet law of the zones' class profiles */
  readonly profileConcentration: number;
  /** Dirichlet law of a slot's class mix around the profile: the smaller, the stronger the bursts */
  readonly burstConcentration: number;
  /** chance that a user leaves its zone where scenes change */
  readonly zoneChange: number;
  /** where users are */
  readonly area: Area;
}

/**
 * Zones in which users meet images of different classes and looks: the sectors of a circle around the middle of the area.
 * A user that leaves one turns up somewhere in another, all equally likely.
 */
export class EdgeScene {
  readonly options: EdgeSceneOptions;
  /** [replica][zone][class] */
  readonly profiles: readonly (readonly Float64Array[])[];

  /** @throws ConfigurationError where a zone has no place in the area */
  constructor(options: EdgeSceneOptions) {
    const { seeds, zones, classes, profileConcentration } = options;
    this.options = options;
    this.#requirePlaces();
    this.profiles = seeds.map((seed) => zoneProfiles(seed, zones, classes, profileConcentration));
  }

  /** Puts a user anywhere in the area, at positions[offset]. */
  place(positions: Float64Array, offset: number, rng: Rng): void {
    placeUniformly(this.options.area, rng, positions, offset);
  }

  /** Puts a user anywhere in a zone. */
  placeIn(zone: number, positions: Float64Array, offset: number, rng: Rng): void {
    do this.place(positions, offset, rng);
    while (this.zoneAt(positions[offset], positions[offset + 1]) !== zone);
  }

  zoneAt(x: number, y: number): number {
    const bounds = boundsOf(this.options.area);
    const turn = Math.atan2(y - midpoint(bounds.y), x - midpoint(bounds.x)) / (2 * Math.PI);
    return Math.floor((turn < 0 ? turn + 1 : turn) * this.options.zones) % this.options.zones;
  }

  /** Refuses an area without a place in some zone: users would be put somewhere for ever. */
  #requirePlaces(): void {
    const { area, zones } = this.options;
    const held = new Set(placesIn(area).map(([x, y]) => this.zoneAt(x, y)));
    if (held.size === zones) return;
    throw new ConfigurationError(
      `edge-retraining cannot run: ${zones - held.size} of ${zones} zones have no place in areaM that is within reachM of a ` +
        "station. Raise reachM or areaM, or move the stations.",
    );
  }

  /** The zone that a user is in after scenes have changed once. */
  nextZone(zone: number, rng: Rng): number {
    const { zones, zoneChange } = this.options;
    const leaves = rng.uniform() < zoneChange;
    const other = rng.integer(Math.max(1, zones - 1)); // drawn in any case
    return leaves && zones > 1 ? (zone + 1 + other) % zones : zone;
  }

  /** [zone] chances of where a user is when scenes have changed some times. */
  zoneChances(zone: number, changes: number): Float64Array {
    const { zones, zoneChange } = this.options;
    let chances = Float64Array.from({ length: zones }, (_, z) => (z === zone ? 1 : 0));
    const elsewhere = zones > 1 ? zoneChange / (zones - 1) : 0;
    const stays = zones > 1 ? 1 - zoneChange : 1;
    for (let change = 0; change < changes; change++)
      chances = chances.map((chance) => stays * chance + elsewhere * (1 - chance));
    return chances;
  }

  /** [class] mix of the images that a user meets in a slot. */
  classMix(replica: number, zone: number, rng: Rng): Float64Array {
    return dirichletAround(this.profileOf(replica, zone), this.options.burstConcentration, rng);
  }

  /** P of D (8), [candidate][class]: what the twin knows without having seen a user: all profiles, and the uniform one. */
  candidates(replica: number): Float64Array[] {
    const { classes } = this.options;
    const profiles = this.profiles[replica];
    return [...profiles, new Float64Array(classes).fill(1 / classes)];
  }

  /**
   * D (8), D (9): what the twin generates for a user, from the candidates and any more that it knows of.
   *
   * @param counts [class] real samples by the label that the user's model gives them
   * @param more [candidate][class]
   * @returns [class] mix of the generated samples, and how many; not yet a whole number
   */
  generate(
    replica: number,
    counts: ArrayLike<number>,
    { smoothing, delta, sizeForm: form }: Pick<EdgeRetrainingConfiguration, "smoothing" | "delta" | "sizeForm">,
    more: readonly Float64Array[] = [],
  ): { readonly mix: Float64Array; readonly total: number } {
    const candidates = [...this.candidates(replica), ...more];
    const { index, total } = generateData(counts, { candidates, smoothing, delta, form });
    return { mix: candidates[index], total };
  }

  profileOf(replica: number, zone: number): Float64Array {
    return this.profiles[replica][zone];
  }
}

/** [zone][class] shares of the classes that are met in the zones of a seed, by a Dirichlet law. */
export function zoneProfiles(seed: number, zones: number, classes: number, concentration: number): Float64Array[] {
  const rng = rngFrom(seed, "profiles");
  return Array.from({ length: zones }, () => dirichlet(classes, concentration, rng));
}

function midpoint([low, high]: readonly [number, number]): number {
  return (low + high) / 2;
}
