import { PLACES_AROUND, placesAround, ratesOfPlaces } from "./placesOfUav.ts";
import type { UavCoverageConfiguration } from "./uavCoverageConfiguration.ts";
import { airRateAt, snrAtOneMetre, walk } from "./uavs.ts";

/** What there is to be seen of a row of `UavCoverage`. */
export interface SeenRow {
  /** [UAV, xy] m */
  readonly uavs: Float64Array;
  /** [user, xy] m */
  readonly users: Float64Array;
  /** [user] rad */
  readonly headings: Float64Array;
  /** mean rate where all are, bit/s/Hz */
  readonly rate: number;
}

/** What agents of `UavCoverage` see, as its table says; rows are written one by one, and memory for one is kept. */
export class UavSight {
  /** numbers that an agent sees */
  readonly size: number;
  readonly #configuration: UavCoverageConfiguration;
  readonly #snr: number;
  /** scaled positions of a row, and rates [UAV, user] */
  readonly #uavs: Float64Array;
  readonly #users: Float64Array;
  readonly #foreseen: Float64Array;
  readonly #rates: Float64Array;
  readonly #places: Float64Array;
  readonly #gains: Float64Array;

  constructor(c: UavCoverageConfiguration) {
    const places = c.observe === "gains elsewhere" ? PLACES_AROUND : 0;
    this.#configuration = c;
    this.#snr = snrAtOneMetre(c);
    this.#uavs = new Float64Array(2 * c.uavs);
    this.#users = new Float64Array(2 * c.users);
    this.#foreseen = new Float64Array(c.foreseenSlots > 0 ? 2 * c.users : 0);
    this.#rates = new Float64Array(c.observe === "positions and rates" ? c.uavs * c.users : 0);
    this.#places = new Float64Array(2 * places);
    this.#gains = new Float64Array(places);
    const seen = [this.#uavs, this.#users, this.#foreseen, this.#rates, this.#gains];
    this.size = (c.control === "joint" ? 0 : c.uavs) + seen.reduce((sum, { length }) => sum + length, 0);
  }

  /**
   * Writes what the agents of a row see.
   *
   * @param out [agent, number]
   */
  write(row: SeenRow, out: Float32Array): void {
    const { uavs, users, control } = this.#configuration;
    const isJoint = control === "joint";
    this.#scale(row.uavs, this.#uavs);
    this.#scale(row.users, this.#users);
    if (this.#foreseen.length > 0) this.#scale(this.#usersLater(row), this.#foreseen);
    if (this.#rates.length > 0) this.#scaleRates(row);
    let to = 0;
    for (let self = 0; self < (isJoint ? 1 : uavs); self++) {
      if (!isJoint) for (let uav = 0; uav < uavs; uav++) out[to++] = uav === self ? 1 : 0;
      for (let m = 0; m < uavs; m++) {
        const at = 2 * ((self + m) % uavs);
        out[to++] = this.#uavs[at];
        out[to++] = this.#uavs[at + 1];
      }
      for (const place of this.#users) out[to++] = place;
      for (const place of this.#foreseen) out[to++] = place;
      if (this.#rates.length > 0) {
        for (let m = 0; m < uavs; m++) {
          const first = ((self + m) % uavs) * users;
          for (let user = first; user < first + users; user++) out[to++] = this.#rates[user];
        }
      }
      if (this.#gains.length > 0) to = this.#gainsOf(row, self, out, to);
    }
  }

  /** Scales positions to [-1, 1] by the area. */
  #scale(positions: Float64Array, out: Float64Array): void {
    const { x, y } = this.#configuration.area;
    for (let k = 0; k < out.length; k++) {
      const side = k % 2 === 0 ? x : y;
      out[k] = (2 * (positions[k] - side[0])) / (side[1] - side[0]) - 1;
    }
  }

  /** Where the users of a row will be, m, if they walk on as they do. */
  #usersLater({ users, headings }: SeenRow): Float64Array {
    const { foreseenSlots, userSpeedMps, slotS, area } = this.#configuration;
    const later = users.slice();
    for (let slot = 0; slot < foreseenSlots; slot++) {
      for (const [user, heading] of headings.entries()) walk(later, 2 * user, heading, userSpeedMps * slotS, area);
    }
    return later;
  }

  /** Rates that each UAV of a row would give each user, scaled to [-1, 1]: 1 is a user right below it. */
  #scaleRates({ uavs, users }: SeenRow): void {
    const c = this.#configuration;
    const below = airRateAt(0, c, this.#snr);
    for (let uav = 0; uav < c.uavs; uav++) {
      for (let user = 0; user < c.users; user++) {
        const squaredM = (users[2 * user] - uavs[2 * uav]) ** 2 + (users[2 * user + 1] - uavs[2 * uav + 1]) ** 2;
        this.#rates[uav * c.users + user] = (2 * airRateAt(squaredM, c, this.#snr)) / below - 1;
      }
    }
  }

  /** Writes what UAV `self` of a row would bring elsewhere; returns the place after. */
  #gainsOf({ uavs, users, rate }: SeenRow, self: number, out: Float32Array, to: number): number {
    const { speedMps, slotS, area } = this.#configuration;
    placesAround(uavs[2 * self], uavs[2 * self + 1], speedMps * slotS, area, this.#places);
    ratesOfPlaces(this.#configuration, users, uavs, self, this.#places, this.#gains);
    for (const [p, elsewhere] of this.#gains.entries()) out[to + p] = Math.tanh(elsewhere - rate);
    return to + this.#gains.length;
  }
}
