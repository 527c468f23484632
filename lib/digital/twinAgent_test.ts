import { expect, test } from "vitest";
import { QTable } from "../agents/index.ts";
import { TwinAgent } from "./twinAgent.ts";

/** Two replicas, two states, three actions: the best is the first everywhere. */
function table(): QTable {
  const values = new QTable(2, 2, 3);
  values.values.set([3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2, 1]);
  return values;
}

function actionsOf(twin: TwinAgent): number[] {
  const out = new Int32Array(4);
  twin.policy.act({ values: Float32Array.of(0, 1, 0, 1) }, out, "explore");
  return [...out];
}

test("a twin agent acts by the parameters that have arrived last, each replica by its own", () => {
  const physical = table();
  const twin = new TwinAgent(physical, { period: 2, delay: 1, loss: 0, price: 3 }, [0, 1]);
  physical.values.set([1, 2, 9], 6); // replica 1, state 0
  expect(actionsOf(twin)).toEqual([0, 0, 0, 0]);
  twin.follow(physical); // sent
  expect(actionsOf(twin)).toEqual([0, 0, 0, 0]);
  physical.values.set([1, 9, 2], 6);
  twin.follow(physical); // arrived, as it was
  expect(actionsOf(twin)).toEqual([0, 0, 2, 0]);
  twin.follow(physical); // sent anew
  twin.follow(physical);
  expect(actionsOf(twin)).toEqual([0, 0, 1, 0]);
  expect(twin.paid).toBe(6);
});

test("a twin agent goes on from its snapshot", () => {
  const [physical, link] = [table(), { period: 1, delay: 2, loss: 0.5, price: 0 }];
  const [whole, part] = [0, 1].map(() => new TwinAgent(physical, link, [0, 1]));
  const run = (twin: TwinAgent, from: number, to: number) => {
    for (let call = from; call < to; call++)
      twin.follow({ ...physical, values: physical.values.map((v) => v + call) } as QTable);
  };
  run(whole, 0, 30);
  run(part, 0, 11);
  const rest = new TwinAgent(physical, link, [0, 1]);
  rest.restore(part.snapshot());
  run(rest, 11, 30);
  expect(rest.table.values).toEqual(whole.table.values);
  expect(rest.table.values).not.toEqual(physical.values);
});
