import type { Associate } from "../../../optimization/index.ts";
import { computeDelay, type EdgeWork, inferenceFlops, offloadDelay } from "./edgeDelays.ts";
import { bitsOf } from "./edgeRetrainingConfiguration.ts";
import type { EdgeWorld } from "./edgeWorld.ts";

/** Users that a station takes beyond an even spread. */
const SPARE_PLACES = 1;

/**
 * Association of users with stations at the start of each frame, D (12a): a link costs what a user's mean task of the last
 * frame would take over it, sent whole, at the resource the user had; in the first frame the mean task at an
 * even share. That resource is the user's at any station, and so is a retraining, so that links differ by their
 * transmission alone, and without the limit of ceil(N / M) + 1 users a station everybody would have the fastest.
 */
export class EdgeAssociation {
  readonly state: readonly Float64Array[];
  readonly #world: EdgeWorld;
  readonly #associate: Associate;
  readonly #work: EdgeWork;
  readonly #freeFlops: number;
  /** [row, station x user] v */
  readonly #connected: Float64Array;
  /** [row, user] over the slots of the frame: bit, FLOP/s */
  readonly #taskSum: Float64Array;
  readonly #resourceSum: Float64Array;
  /** [row] slots of the frame so far */
  readonly #slots: Float64Array;

  constructor(world: EdgeWorld, associate: Associate, work: EdgeWork, freeFlops: number) {
    this.#world = world;
    this.#associate = associate;
    this.#work = work;
    this.#freeFlops = freeFlops;
    this.#connected = new Float64Array(world.rows * world.maxUsers * world.stations);
    this.#taskSum = new Float64Array(world.rows * world.maxUsers);
    this.#resourceSum = new Float64Array(world.rows * world.maxUsers);
    this.#slots = new Float64Array(world.rows);
    this.state = [this.#connected, this.#taskSum, this.#resourceSum, this.#slots];
  }

  begin(row: number): void {
    this.#slots[row] = 0;
  }

  /** Association of a row, [station, user] v. */
  connectedIn(row: number): Uint8Array {
    const { maxUsers, stations, users } = this.#world;
    const first = row * maxUsers * stations;
    return Uint8Array.from(this.#connected.subarray(first, first + users[row] * stations));
  }

  /** Associates the users of a row for the frame that begins, and forgets the last one. */
  decide(row: number): void {
    const { maxUsers, stations, users: counts } = this.#world;
    const users = counts[row];
    const places = Math.ceil(users / stations) + SPARE_PLACES;
    const result = this.#associate({ stations, users, costs: this.#costs(row, users) }, places);
    if (result.status === "infeasible") {
      throw new RangeError(
        `edge-retraining: no association of ${users} users with ${stations} stations of ${places} places; use one that finds it`,
      );
    }
    this.#connected.set(result.connected, row * maxUsers * stations);
    this.#slots[row] = 0;
    this.#taskSum.fill(0, row * maxUsers, (row + 1) * maxUsers);
    this.#resourceSum.fill(0, row * maxUsers, (row + 1) * maxUsers);
  }

  /** Remembers a slot: the tasks, [user] bit, and the resources, [station, user] FLOP/s. */
  remember(row: number, taskBits: Float64Array, resource: Float64Array): void {
    const first = row * this.#world.maxUsers;
    for (const [user, bits] of taskBits.entries()) this.#taskSum[first + user] = this.#taskSum[first + user] + bits;
    for (const [link, flops] of resource.entries()) {
      const at = first + (link % taskBits.length);
      this.#resourceSum[at] = this.#resourceSum[at] + flops;
    }
    this.#slots[row] = this.#slots[row] + 1;
  }

  /** Costs of a row's links, [station, user] s. */
  #costs(row: number, users: number): Float64Array {
    const { maxUsers, stations, rates, configuration: c } = this.#world;
    const slots = this.#slots[row];
    const [least, most] = c.taskMB;
    const costs = new Float64Array(stations * users);
    for (let link = 0; link < costs.length; link++) {
      const at = row * maxUsers + (link % users);
      const bits = slots === 0 ? bitsOf((least + most) / 2) : this.#taskSum[at] / slots;
      const even = (this.#freeFlops * stations) / users;
      const resource = slots === 0 ? even : this.#resourceSum[at] / slots;
      const rate = rates[row * maxUsers * stations + link];
      costs[link] =
        offloadDelay(bits, this.#work.downlinkBits, true, rate) +
        computeDelay(inferenceFlops(bits, this.#work), resource);
    }
    return costs;
  }
}
