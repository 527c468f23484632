import { attenuatedGain, planeAttenuationDb, type SectorPattern, wrapDegrees } from "./sectorAntenna.ts";
import { type Site, servingSector, siteAngles } from "./siteAngles.ts";

/**
 * Interference in A (5). "printed": the same user's gains to the other antennas, with their P_i. "physical": the users
 * of other sectors, as the serving antenna hears them; users of one sector do not disturb each other.
 */
export const UPLINKS = ["printed", "physical"] as const;
/** See `UPLINKS`. */
export type Uplink = (typeof UPLINKS)[number];

/** d of the path loss: along the slant, or on the ground. */
export const LINK_DISTANCES = ["3d", "2d"] as const;

/** Which sector serves a user: the nearest azimuth, or the antenna with the largest gain; ties to the lower index. */
export const ASSOCIATIONS = ["azimuth", "gain"] as const;

/** Sector antennas at one site and the common parameters of their links. Linear, normalised units. */
export interface SectorNetwork {
  readonly users: number;
  readonly site: Site;
  readonly pattern: SectorPattern;
  /** [sector] P_0 of the serving, P_i of the others */
  readonly powers: readonly number[];
  /** P_u */
  readonly userPower: number;
  /** N_0, a power */
  readonly noise: number;
  /** a and beta of the path loss a d^-beta */
  readonly pathLossConstant: number;
  readonly pathLossExponent: number;
  readonly distance: (typeof LINK_DISTANCES)[number];
  /** d counts as at least this, m */
  readonly minimumDistanceM: number;
  readonly association: (typeof ASSOCIATIONS)[number];
  /** [user] g^U; 1 where left out */
  readonly userGain?: ArrayLike<number>;
  /** [user, sector] delta of each direction; 1 where left out */
  readonly shadowing?: ArrayLike<number>;
  readonly uplinkShadowing?: ArrayLike<number>;
}

/**
 * All links between users and sector antennas in one slot: `place` the users, `aim` the antennas, then ask for SINRs,
 * A (2) down and A (5) up.
 * An antenna can be aimed again without placing the users again, so many tilts are tried at little cost.
 */
export class SectorLinks {
  readonly network: SectorNetwork;
  readonly users: number;
  readonly sectors: number;
  /** [user] the serving sector */
  readonly sector: Int32Array;
  /** [user, sector] g^B of A (3) */
  readonly gain: Float64Array;
  /** [user] psi, degrees, and g^U a d^-beta, common to all sectors */
  readonly #depressionDeg: Float64Array;
  readonly #pathGain: Float64Array;
  readonly #horizontalDb: Float64Array;
  readonly #userGain: Float64Array;
  readonly #downlinkShadowing: Float64Array;
  readonly #uplinkShadowing: Float64Array;
  readonly #powers: Float64Array;
  readonly #interference: Float64Array;

  constructor(network: SectorNetwork) {
    const { users, site, userGain, shadowing, uplinkShadowing } = network;
    const sectors = site.azimuthsDeg.length;
    if (network.powers.length !== sectors)
      throw new RangeError(`SectorLinks: ${network.powers.length} powers for ${sectors} sectors; give one for each`);
    this.network = network;
    this.users = users;
    this.sectors = sectors;
    this.sector = new Int32Array(users);
    this.gain = new Float64Array(users * sectors);
    this.#depressionDeg = new Float64Array(users);
    this.#pathGain = new Float64Array(users);
    this.#horizontalDb = new Float64Array(users * sectors);
    const ones = (given: ArrayLike<number> | undefined, length: number, name: string) => {
      if (given !== undefined && given.length !== length)
        throw new RangeError(`SectorLinks: ${given.length} values of ${name} for ${length} links; give one for each`);
      return given === undefined ? new Float64Array(length).fill(1) : Float64Array.from(given);
    };
    this.#downlinkShadowing = ones(shadowing, users * sectors, "shadowing");
    this.#uplinkShadowing = ones(uplinkShadowing, users * sectors, "uplinkShadowing");
    this.#userGain = ones(userGain, users, "userGain");
    this.#powers = Float64Array.from(network.powers);
    this.#interference = new Float64Array(sectors);
  }

  /** Takes in where the users stand: [user, xy] from `offset` on, m. */
  place(positions: Float64Array, offset = 0): void {
    const { site, pattern, distance, minimumDistanceM, pathLossConstant, pathLossExponent } = this.network;
    const { beamwidthHDeg, weightH, limitHDb } = pattern;
    for (let user = 0; user < this.users; user++) {
      const at = offset + 2 * user;
      const angles = siteAngles(positions[at], positions[at + 1], site);
      const metres = Math.max(distance === "3d" ? angles.slantM : angles.groundM, minimumDistanceM);
      this.#depressionDeg[user] = angles.depressionDeg;
      this.#pathGain[user] = this.#userGain[user] * pathLossConstant * metres ** -pathLossExponent;
      this.sector[user] = servingSector(angles.azimuthDeg, site.azimuthsDeg);
      for (let c = 0; c < this.sectors; c++) {
        const off = wrapDegrees(angles.azimuthDeg - site.azimuthsDeg[c]);
        this.#horizontalDb[user * this.sectors + c] = planeAttenuationDb(off, beamwidthHDeg, weightH, limitHDb);
      }
    }
  }

  /** Turns one antenna to a tilt, degrees, positive downwards. Call `associate` once all are turned. */
  aim(sector: number, tiltDeg: number): void {
    for (let user = 0; user < this.users; user++) this.#aimUser(user, sector, tiltDeg);
  }

  /** Turns all antennas: [sector] tilts from `offset` on, degrees. */
  aimAll(tiltsDeg: Float64Array, offset = 0): void {
    for (let c = 0; c < this.sectors; c++) this.aim(c, tiltsDeg[offset + c]);
    this.associate();
  }

  /** Serving sectors where they depend on the tilts. */
  associate(): void {
    if (this.network.association === "azimuth") return;
    for (let user = 0; user < this.users; user++) {
      const gains = this.gain.subarray(user * this.sectors, (user + 1) * this.sectors);
      this.sector[user] = gains.reduce((best, gain, c) => (gain > gains[best] ? c : best), 0);
    }
  }

  /** SINR of every user's downlink, A (2), linear, written from `offset` on. */
  downlinkSinr(out: Float64Array, offset = 0): void {
    for (let user = 0; user < this.users; user++)
      out[offset + user] = this.#sinr(user, this.#downlinkShadowing, this.#powers);
  }

  /**
   * The least SINR that a user's downlink can have where each antenna's tilt may be anywhere in an interval: the serving
   * gain at its least, all others at their largest. Sound, and reached where the antennas can be so turned for one user.
   * Where the strongest antenna serves, its SINR is the largest of all, so no less than the best of these bounds.
   *
   * @param lowDeg and `highDeg`, [sector] degrees
   * @throws Error where the strongest antenna serves and another may have the larger SINR: for unequal powers or shadowing
   */
  lowestDownlinkSinr(lowDeg: ArrayLike<number>, highDeg: ArrayLike<number>, out: Float64Array): void {
    const { association, powers, shadowing } = this.network;
    if (association === "gain" && (shadowing !== undefined || powers.some((power) => power !== powers[0])))
      throw new Error(
        'lowestDownlinkSinr: association = "gain" has a bound for equal powers without shadowing alone; take "azimuth"',
      );
    for (const [user, serving] of this.sector.entries()) {
      const candidates = association === "gain" ? powers.keys() : [serving];
      out[user] = Math.max(...Array.from(candidates, (sector) => this.#lowestSinr(user, sector, lowDeg, highDeg)));
    }
  }

  /** The least SINR of a user whom a given sector serves. */
  #lowestSinr(user: number, serving: number, lowDeg: ArrayLike<number>, highDeg: ArrayLike<number>): number {
    const psi = this.#depressionDeg[user];
    for (let c = 0; c < this.sectors; c++) {
      const [low, high] = [lowDeg[c], highDeg[c]];
      const nearest = Math.min(Math.max(psi, low), high);
      const farthest = psi - low > high - psi ? low : high;
      this.#aimUser(user, c, c === serving ? farthest : nearest);
    }
    this.sector[user] = serving;
    return this.#sinr(user, this.#downlinkShadowing, this.#powers);
  }

  /** SINR of every user's uplink, A (5), linear, written from `offset` on. */
  uplinkSinr(form: Uplink, out: Float64Array, offset = 0): void {
    if (form === "printed") {
      for (let user = 0; user < this.users; user++)
        out[offset + user] = this.#sinr(user, this.#uplinkShadowing, this.#powers, this.network.userPower);
      return;
    }
    const { userPower, noise } = this.network;
    this.#interference.fill(0);
    for (let user = 0; user < this.users; user++) {
      for (let c = 0; c < this.sectors; c++) {
        if (c === this.sector[user]) continue;
        this.#interference[c] = this.#interference[c] + userPower * this.#received(user, c);
      }
    }
    for (let user = 0; user < this.users; user++) {
      const c = this.sector[user];
      out[offset + user] = (userPower * this.#received(user, c)) / (noise + this.#interference[c]);
    }
  }

  #aimUser(user: number, sector: number, tiltDeg: number): void {
    const { beamwidthVDeg, weightV, limitVDb, limitDb } = this.network.pattern;
    const off = this.#depressionDeg[user] - tiltDeg;
    const vertical = planeAttenuationDb(off, beamwidthVDeg, weightV, limitVDb);
    const i = user * this.sectors + sector;
    this.gain[i] = attenuatedGain(vertical, this.#horizontalDb[i], limitDb);
  }

  /** The power that an antenna receives from a user who sends at power 1. */
  #received(user: number, sector: number): number {
    const i = user * this.sectors + sector;
    return this.gain[i] * this.#uplinkShadowing[i] * this.#pathGain[user];
  }

  /** A (2), and A (5) as printed: one user's gains to all antennas; `ownPower` replaces the serving sector's. */
  #sinr(user: number, shadowing: Float64Array, powers: Float64Array, ownPower?: number): number {
    const serving = this.sector[user];
    let signal = 0;
    let others = 0;
    for (let c = 0; c < this.sectors; c++) {
      const i = user * this.sectors + c;
      const received = this.gain[i] * shadowing[i];
      if (c === serving) signal = (ownPower ?? powers[c]) * received;
      else others += powers[c] * received;
    }
    const pathGain = this.#pathGain[user];
    return (signal * pathGain) / (this.network.noise + others * pathGain);
  }
}
