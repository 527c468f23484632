import { expect, test } from "vitest";
import { checkEnvironment } from "../environments/index.ts";
import type { Movement } from "../mobility/index.ts";
import { myopicOracle, trace } from "../policies/index.ts";
import { MultiBsSync } from "./multi-bs-sync/model/index.ts";
import { RobustTilt } from "./robust-tilt/model/index.ts";
import { SingleBsSync } from "./single-bs-sync/model/index.ts";

/** Users that follow a recorded path, 5 m along x a slot; how far each row has come is part of its state. */
function recorded(users: number, rows: number): Movement & { readonly state: readonly Float64Array[] } {
  const slot = new Float64Array(rows);
  const put = (row: number, positions: Float64Array, offset: number) => {
    for (let user = 0; user < users; user++) positions.set([-40 + 5 * slot[row], user], offset + 2 * user);
  };
  return {
    users,
    state: [slot],
    place(row, positions, offset) {
      slot[row] = 0;
      put(row, positions, offset);
    },
    move(row, positions, offset) {
      slot[row] = Math.min(slot[row] + 1, 12);
      put(row, positions, offset);
    },
  };
}

test("what a movement remembers is saved with the environment: an oracle's trials move nobody", () => {
  const network = new SingleBsSync({ users: 2 }, { movement: recorded(2, 1) });
  const episode = trace(network, myopicOracle(), { slots: 3 });
  expect(episode.getColumn("x").toArray()).toEqual([-40, -40, -35, -35, -30, -30]);
});

test("every network whose users a recording moves keeps its promises", () => {
  const parts = { seeds: [0], copies: 3, movement: recorded(2, 3) };
  expect(checkEnvironment(new SingleBsSync({ users: 2 }, parts))).toHaveLength(11);
  expect(checkEnvironment(new MultiBsSync({ users: 2, room: "area" }, parts))).toHaveLength(11);
  expect(checkEnvironment(new RobustTilt({ users: 2 }, parts))).toHaveLength(11);
});

test("a movement of other users, of other rows, or none at all, is refused", () => {
  for (const Network of [SingleBsSync, MultiBsSync, RobustTilt]) {
    const made = (users: number, movement: unknown) => () =>
      new Network({ users }, { copies: 2, movement: movement as Movement });
    expect(made(3, recorded(2, 2))).toThrow("movement of 2 users for users = 3: must be as many");
    expect(made(1, recorded(2, 2))).toThrow("movement of 2 users for users = 1");
    expect(made(2, recorded(2, 3))).toThrow("movement.state has an array of 3 numbers for 2 rows");
    expect(made(2, {})).toThrow("must have the functions place and move");
  }
});
