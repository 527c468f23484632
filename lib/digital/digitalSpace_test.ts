import { expect, test } from "vitest";
import { ConfigurationError } from "../configuration/index.ts";
import { defineEnvironment } from "../environments/index.ts";
import { streamsOf } from "../random/index.ts";
import { DigitalSpace, type DigitalSpaceOptions } from "./digitalSpace.ts";

const walk = (rows: number) =>
  defineEnvironment(
    {
      name: "walk",
      observationSpace: { kind: "discrete", n: 9 },
      actionSpace: { kind: "discrete", n: 3 },
      horizon: 5,
      stateSize: 1,
      reset: (state) => void state.fill(0),
      observe: (state, values) => void values.set(state),
      step(state, action) {
        state[0] = Math.min(8, state[0] + action[0]);
        return { reward: state[0] };
      },
    },
    rows,
  );
const still = { act: (_: unknown, out: Float32Array | Int32Array) => void out.fill(0), forget: () => {} };
const options = (): DigitalSpaceOptions => ({ seeds: [0, 1], tries: 2, domains: [walk(4)], discount: 0.9 });

test("options that are none are refused with field, value and what is allowed", () => {
  const refused = (changes: object, field: string) => {
    const make = () => new DigitalSpace({ ...options(), ...changes });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(field);
  };
  for (const tries of [0, -1, 1.5, Number.NaN, Infinity, "2"]) refused({ tries }, "tries");
  for (const discount of [-0.1, 1.5, Number.NaN, "1"]) refused({ discount }, "discount");
  for (const seeds of [[], [-1], [0.5], [Number.NaN], 3]) refused({ seeds }, "seeds");
  for (const domains of [[], [null], [3], undefined]) refused({ domains }, "domains");
  for (const construction of [null, {}, { steps: 0, meanwhile: "wait" }, { steps: 5, meanwhile: "sleep" }, 3])
    refused({ construction }, "construction");
  for (const link of [null, { period: 0 }, { delay: -1 }, { loss: 1.5 }, { price: -1 }, { lag: 3 }])
    refused({ link }, "link");
  refused({ discuont: 0.9 }, "discuont: no such field");
});

test("what is no snapshot of its domains is refused, and changes nothing", () => {
  const space = new DigitalSpace(options());
  for (const domain of space.domains) domain.reset(streamsOf([0, 1], 2, "digital"));
  const saved = space.snapshot();
  for (const odd of [
    undefined,
    null,
    {},
    { ...saved, streams: [] },
    { ...saved, counts: Float64Array.of(1) },
    { ...saved, counts: Float64Array.of(Number.NaN, 0) },
  ])
    expect(() => space.restore(odd as never)).toThrow(/^DigitalSpace: .* is no snapshot of 1 domains/);
  space.restore(saved);
  expect(space.snapshot()).toEqual(saved);
});

test("actions, predictions and a physical space that do not fit the domains are refused", () => {
  const physical = walk(2);
  const space = new DigitalSpace(options());
  expect(() => space.tryActions(physical, new Int32Array(3))).toThrow("3 actions for 2 rows x 2 tries x 1 agents");
  expect(() => space.tryActions(walk(3), new Int32Array(6))).toThrow("in domains of 4 rows");
  for (const steps of [0, -1, 1.5, Number.NaN, Infinity]) {
    const policy = { act: () => undefined, forget: () => undefined };
    expect(() => space.tryActions(physical, new Int32Array(4), { steps, policy })).toThrow(`over ${steps} steps`);
  }
});

test("over a link, actions are tried in the state of the last synchronisation, and outcomes say which it was", () => {
  const physical = walk(2);
  const space = new DigitalSpace({ ...options(), link: { period: 2, delay: 1, price: 1 } });
  physical.reset(streamsOf([0, 1], 1, "training"));
  const seen: (number[] | undefined)[] = [];
  const returns: (number[] | undefined)[] = [];
  for (let slot = 0; slot < 5; slot++) {
    const taken = Int32Array.of(1, 2);
    const outcomes = space.tryOthers(physical, taken);
    seen.push(outcomes && [...(outcomes.seen ?? [])]);
    returns.push(outcomes && [...outcomes.returns].map((total, i) => total - (outcomes.actions[i] ?? 0)));
    if (slot < 4) physical.step(taken);
  }
  // Row 0 walks 1 a slot, row 1 walks 2: sent in slots 0, 2, 4 and there a slot later.
  expect(seen).toEqual([undefined, [0, 0], [0, 0], [2, 4], [2, 4]]);
  expect(returns[3]).toEqual([2, 2, 4, 4]);
  expect(space.paid).toBe(3);
  expect(() => space.predict(physical, Int32Array.of(0, 0), { steps: 1, policy: still })).toThrow("over a link");
});

test("without a link the state is the physical one, and outcomes need not say so", () => {
  const physical = walk(2);
  const space = new DigitalSpace(options());
  physical.reset(streamsOf([0, 1], 1, "training"));
  physical.step(Int32Array.of(2, 1));
  const outcomes = space.tryOthers(physical, Int32Array.of(0, 0));
  expect(outcomes?.seen).toBeUndefined();
  expect([...(outcomes?.returns ?? [])].map((total, i) => total - (outcomes?.actions[i] ?? 0))).toEqual([2, 2, 1, 1]);
  expect(space.paid).toBe(0);
});

test("a space with a link goes on from its snapshot, and takes none without one", () => {
  const lagging = () => new DigitalSpace({ ...options(), link: { period: 2, delay: 3, loss: 0.4 } });
  const physical = walk(2);
  physical.reset(streamsOf([0, 1], 1, "training"));
  const tried = (space: DigitalSpace, calls: number) =>
    Array.from({ length: calls }, () => space.tryOthers(physical, Int32Array.of(1, 1)));
  const [whole, part, rest] = [lagging(), lagging(), lagging()];
  const expected = tried(whole, 30).slice(12);
  tried(part, 12);
  rest.restore(part.snapshot());
  expect(tried(rest, 18)).toEqual(expected);
  expect(() => rest.restore(new DigitalSpace(options()).snapshot())).toThrow("is no snapshot");
});
