import fc from "fast-check";
import { expect, test } from "vitest";
import { offloadAction, resourceAction, sharesOf, splitTasks } from "./edgeAllocation.ts";
import { averageCost, type EdgeCost } from "./edgeObjective.ts";
import { offloadingFeasible, printedReward, repairedReward } from "./onlyInVectors.ts";

const network = fc
  .record({ stations: fc.integer({ min: 1, max: 4 }), users: fc.integer({ min: 1, max: 8 }) })
  .chain(({ stations, users }) =>
    fc.record({
      users: fc.constant(users),
      connected: fc.uint8Array({ min: 0, max: 1, minLength: stations * users, maxLength: stations * users }),
      actions: fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 2 * users, maxLength: 2 * users }),
      taskBits: fc.array(fc.double({ min: 8e7, max: 16e7, noNaN: true }), { minLength: users, maxLength: users }),
    }),
  );

test("whatever the action: the parts are the task, the shares fit the station, nothing happens without connection", () => {
  fc.assert(
    fc.property(network, ({ users, connected, actions, taskBits }) => {
      const stations = connected.length / users;
      const shares = sharesOf(actions, 0, connected, users);
      const allocation = {
        ...splitTasks(taskBits, shares),
        taskBits: Float64Array.from(taskBits),
        connected,
        resource: shares.resource.map((share) => 45e9 * share),
        reserved: new Array<number>(stations).fill(5e9),
        capacity: new Array<number>(stations).fill(50e9),
      };
      const { isWhole, fits, isCoupled } = offloadingFeasible(allocation);
      expect([isWhole, fits, isCoupled]).toEqual([true, true, true]);
      for (let m = 0; m < stations; m++) {
        const users_ = connected.subarray(m * users, (m + 1) * users).reduce((a, v) => a + v, 0);
        const used = shares.resource.subarray(m * users, (m + 1) * users).reduce((a, share) => a + share, 0);
        expect(used).toBeCloseTo(users_ > 0 ? 1 : 0, 9);
      }
    }),
  );
});

test("actions that a rule asks for give the parts and the shares it wants, as far as they reach", () => {
  const connected = Uint8Array.of(1, 1, 0, 0, 0, 1);
  const wanted = [0.78, 0.1, 0.5];
  const weights = [1, 0.25, 0.7];
  const actions = wanted.flatMap((part, user) => [offloadAction(part), resourceAction(weights[user])]);
  const { local, offloaded, resource } = sharesOf(actions, 0, connected, 3);
  expect([...offloaded]).toEqual([0.78, 0.1, 0, 0, 0, 0.5].map((share) => expect.closeTo(share, 9)));
  expect([...local]).toEqual([0.22, 0.9, 0.5].map((share) => expect.closeTo(share, 9)));
  expect([...resource]).toEqual([0.8, 0.2, 0, 0, 0, 1].map((share) => expect.closeTo(share, 9)));
  expect([offloadAction(0), offloadAction(1), resourceAction(0), resourceAction(1)]).toEqual([-1, 1, -1, 1]);
});

test("a user with several stations splits its task among all, and other users' actions are read from the offset", () => {
  const { local, offloaded } = sharesOf([9, 9, 0, 0], 2, Uint8Array.of(1, 1, 0), 1);
  expect([...local, ...offloaded]).toEqual([1 / 3, 1 / 3, 1 / 3, 0].map((share) => expect.closeTo(share, 12)));
});

test("D (19) as printed pays for tasks that stay at home, or for one task sent to every station; repaired it does not", () => {
  const cost: EdgeCost = {
    userDelays: Float64Array.of(10),
    retrained: new Uint8Array(3),
    trainingFlops: new Float64Array(3),
    resource: new Float64Array(3),
  };
  const taskBits = Float64Array.of(100);
  const home = { taskBits, localBits: Float64Array.of(100), offloadedBits: new Float64Array(3) };
  const away = { taskBits, localBits: Float64Array.of(0), offloadedBits: Float64Array.of(100, 0, 0) };
  const thrice = { taskBits, localBits: Float64Array.of(0), offloadedBits: Float64Array.of(100, 100, 100) };
  expect(printedReward(cost, home, 1)).toBeGreaterThan(printedReward(cost, away, 1));
  expect(printedReward(cost, thrice, -1)).toBeGreaterThan(printedReward(cost, away, -1));
  expect(repairedReward(cost, home, 1)).toBe(-averageCost(cost));
  expect(repairedReward(cost, away, 1)).toBe(-10);
  expect(repairedReward(cost, thrice, 1)).toBe(-210);
});
