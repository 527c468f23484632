import type { Associate, SharedDelays } from "../../../optimization/index.ts";
import { computeDelay, type EdgeWork, inferenceFlops, offloadDelay } from "./edgeDelays.ts";
import { chargedShare } from "./edgeObjective.ts";
import { bitsOf } from "./edgeRetrainingConfiguration.ts";
import type { EdgeWorld } from "./edgeWorld.ts";

/** Users that a station takes beyond an even spread. */
const SPARE_PLACES = 1;

/**
 * Association of users with stations at the start of each frame, D (12a): a link costs what a user's mean task of the last
 * frame would take over it, sent whole, at the resource the user had; in the first frame the mean task at an
 * even share. That resource is the user's at any station, and so is a retraining, so that links differ by their
 * transmission alone, and without the limit of ceil(N / M) + 1 users a station everybody would have the fastest.
 *
 * `byLoad` and `byLoadAndBranching` go by what the users of a station do to each other instead: their mean tasks of the last
 * frame, sent whole, and the retrainings that the frame begins with, in the slots that are charged for them. Tasks, channels
 * and zones to come are not known.
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

  /**
   * Associates the users of a row for the frame that begins, and forgets the last one.
   *
   * @param trainingFlops [user] work of the retrainings that the frame begins with, FLOP; none where they are not known
   */
  decide(row: number, trainingFlops?: ArrayLike<number>): void {
    const { maxUsers, stations, users: counts } = this.#world;
    const users = counts[row];
    const places = Math.ceil(users / stations) + SPARE_PLACES;
    const problem = {
      stations,
      users,
      costs: this.#costs(row, users),
      shared: this.#shared(row, users, trainingFlops),
    };
    const result = this.#associate(problem, places);
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
    const { maxUsers, stations } = this.#world;
    const slots = this.#slots[row];
    const even = (this.#freeFlops * stations) / users;
    return this.#linkS(row, users).map((linkS, link) => {
      const user = link % users;
      const resource = slots === 0 ? even : this.#resourceSum[row * maxUsers + user] / slots;
      return linkS + computeDelay(inferenceFlops(this.#taskBits(row, user), this.#work), resource);
    });
  }

  /** Delays of a row's links, [station, user] s, and the work that stations share. */
  #shared(row: number, users: number, trainingFlops: ArrayLike<number> = new Float64Array(users)): SharedDelays {
    const { charge, frameSlots } = this.#world.configuration;
    const work = (slot: number, weight: number) => ({
      weight,
      roots: Float64Array.from({ length: users }, (_, user) => {
        const task = inferenceFlops(this.#taskBits(row, user), this.#work);
        const training = chargedShare(charge, slot, frameSlots) * trainingFlops[user];
        return Math.sqrt((task + training) / this.#freeFlops);
      }),
    });
    // slots of a frame are charged alike, but for the first
    const works = frameSlots === 1 ? [work(0, 1)] : [work(0, 1 / frameSlots), work(1, 1 - 1 / frameSlots)];
    return { linkS: this.#linkS(row, users), works };
  }

  /** D (3) of a user's mean task, whole, over every link of a row, [station, user] s. */
  #linkS(row: number, users: number): Float64Array {
    const { maxUsers, stations, rates } = this.#world;
    const first = row * maxUsers * stations;
    return Float64Array.from({ length: stations * users }, (_, link) =>
      offloadDelay(this.#taskBits(row, link % users), this.#work.downlinkBits, true, rates[first + link]),
    );
  }

  /** A user's mean task of the last frame, in the first frame that of all, bit. */
  #taskBits(row: number, user: number): number {
    const [least, most] = this.#world.configuration.taskMB;
    const slots = this.#slots[row];
    return slots === 0 ? bitsOf((least + most) / 2) : this.#taskSum[row * this.#world.maxUsers + user] / slots;
  }
}
