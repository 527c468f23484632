import { dbmToWatt, dbToLinear, signalToNoise, umiPathLossDb, uplinkRate } from "../../../radio/index.ts";
import type { Rng, Streams } from "../../../random/index.ts";
import { bitsOf, type EdgeRetrainingConfiguration, edgeArea } from "./edgeRetrainingConfiguration.ts";
import { EdgeScene } from "./edgeScene.ts";

/** The zone whose images the first model has learned. */
const HOME = 0;

export interface EdgeWorldParts {
  readonly seeds: readonly number[];
  readonly copies: number;
  readonly zones: number;
  readonly classes: number;
}

/**
 * World of the users, which no decision changes: their places, the rates of their links, their tasks. Arrays have room
 * for the most users of an episode; those of links are [station, user] with as many users as there are.
 *
 * Streams: "mobility" draws places, zones and shadowing, "fading" Rayleigh's, "start" the number of users, tasks and mixes.
 */
export class EdgeWorld {
  readonly configuration: EdgeRetrainingConfiguration;
  readonly scene: EdgeScene;
  readonly rows: number;
  readonly stations: number;
  readonly classes: number;
  /** most users of an episode, for whom arrays have room */
  readonly maxUsers: number;
  /** [row] N */
  readonly users: Float64Array;
  /** [row, user, xy] m */
  readonly positions: Float64Array;
  /** [row, user] */
  readonly zones: Float64Array;
  /** [row, user] Q_n of the slot, bit */
  readonly taskBits: Float64Array;
  /** [row, user, class] mix of the slot's images */
  readonly mixes: Float64Array;
  /** [row, station x user] bit/s in the slot, connected or not */
  readonly rates: Float64Array;
  /** the arrays that a snapshot holds */
  readonly state: readonly Float64Array[];
  readonly #shadowingDb: Float64Array;
  readonly #copies: number;

  constructor(configuration: EdgeRetrainingConfiguration, { seeds, copies, zones, classes }: EdgeWorldParts) {
    this.configuration = configuration;
    this.scene = new EdgeScene({ ...configuration, seeds, zones, classes, area: edgeArea(configuration) });
    this.rows = seeds.length * copies;
    this.stations = configuration.stations.length;
    this.classes = classes;
    this.maxUsers = configuration.users[1];
    this.#copies = copies;
    const array = (size: number) => new Float64Array(this.rows * size);
    this.users = array(1);
    this.positions = array(2 * this.maxUsers);
    this.zones = array(this.maxUsers);
    this.taskBits = array(this.maxUsers);
    this.mixes = array(this.maxUsers * classes);
    this.rates = array(this.maxUsers * this.stations);
    this.#shadowingDb = array(this.maxUsers * this.stations);
    const { users, positions, taskBits, mixes, rates } = this;
    this.state = [users, positions, this.zones, taskBits, mixes, rates, this.#shadowingDb];
  }

  /** Index of a user in arrays of [row, user]. */
  at(row: number, user: number): number {
    return row * this.maxUsers + user;
  }

  replicaOf(row: number): number {
    return Math.floor(row / this.#copies);
  }

  /** Mix of a user's images in the slot, [class]. */
  mixOf(row: number, user: number): Float64Array {
    const at = this.at(row, user) * this.classes;
    return this.mixes.subarray(at, at + this.classes);
  }

  /** Draws an episode's users, in the zone that their models know or anywhere. */
  begin(row: number, { start, mobility }: Streams): void {
    const [least, most] = this.configuration.users;
    const users = least + start.integer(most - least + 1);
    this.users[row] = users;
    for (let user = 0; user < users; user++) {
      const at = this.at(row, user);
      if (this.configuration.start === "home") this.scene.placeIn(HOME, this.positions, 2 * at, mobility);
      else this.scene.place(this.positions, 2 * at, mobility);
      this.zones[at] = this.scene.zoneAt(this.positions[2 * at], this.positions[2 * at + 1]);
      this.#drawShadowing(row, user, mobility);
    }
  }

  /** Users leave their zones or stay, where scenes change. */
  changeScenes(row: number, { mobility }: Streams): void {
    for (let user = 0; user < this.users[row]; user++) {
      const at = this.at(row, user);
      const zone = this.scene.nextZone(this.zones[at], mobility);
      if (zone === this.zones[at]) continue;
      this.zones[at] = zone;
      this.scene.placeIn(zone, this.positions, 2 * at, mobility);
      this.#drawShadowing(row, user, mobility);
    }
  }

  /** Draws a slot's channels, tasks and mixes. */
  beginSlot(row: number, { start, fading }: Streams): void {
    const [least, most] = this.configuration.taskMB;
    this.#drawRates(row, fading);
    for (let user = 0; user < this.users[row]; user++) {
      const at = this.at(row, user);
      this.taskBits[at] = bitsOf(least + (most - least) * start.uniform());
      const mix = this.scene.classMix(this.replicaOf(row), this.zones[at], start);
      this.mixes.set(mix, at * this.classes);
    }
  }

  #drawShadowing(row: number, user: number, rng: Rng): void {
    const users = this.users[row];
    for (let station = 0; station < this.stations; station++)
      this.#shadowingDb[this.#link(row, station, user, users)] = this.configuration.shadowingDb * rng.normal();
  }

  /** D (1), D (2) of every link. */
  #drawRates(row: number, rng: Rng): void {
    const { configuration: c, positions } = this;
    const users = this.users[row];
    const powerW = dbmToWatt(c.powerDbm);
    const noiseW = dbmToWatt(c.noiseDbm);
    for (const [station, [x, y]] of c.stations.entries()) {
      for (let user = 0; user < users; user++) {
        const link = this.#link(row, station, user, users);
        const at = 2 * this.at(row, user);
        const groundM = Math.hypot(positions[at] - x, positions[at + 1] - y);
        const gain = dbToLinear(this.#shadowingDb[link] - umiPathLossDb(groundM, c));
        const power = c.fading === "rayleigh" ? rng.exponential() : 1;
        this.rates[link] = uplinkRate(c.bandwidthHz, true, signalToNoise(powerW, gain * power, noiseW));
      }
    }
  }

  #link(row: number, station: number, user: number, users: number): number {
    return row * this.maxUsers * this.stations + station * users + user;
  }
}
