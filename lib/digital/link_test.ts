import { expect, test } from "vitest";
import { Link, type LinkOptions } from "./link.ts";

const exact = { period: 1, delay: 0, loss: 0, price: 0 };

/** What the other end of one replica's link knows after each call, where the call's number is sent. */
function known(options: Partial<LinkOptions>, calls: number) {
  const link = new Link<number>({ ...exact, ...options }, [3], "number");
  return Array.from({ length: calls }, (_, call) => link.carry(() => call)[0]);
}

test("without lag the other end knows all at once; with a period, what was sent last; with a delay, later", () => {
  expect(known({}, 4)).toEqual([0, 1, 2, 3]);
  expect(known({ period: 3 }, 7)).toEqual([0, 0, 0, 3, 3, 3, 6]);
  expect(known({ delay: 2 }, 5)).toEqual([undefined, undefined, 0, 1, 2]);
  expect(known({ period: 3, delay: 4 }, 9)).toEqual([undefined, undefined, undefined, undefined, 0, 0, 0, 3, 3]);
});

test("of lost synchronisations the last that came stays, as often as the loss says", () => {
  const seen = known({ loss: 0.3 }, 10_000);
  const lost = seen.filter((value, call) => value !== call).length;
  expect(lost / 10_000).toBeGreaterThan(0.28);
  expect(lost / 10_000).toBeLessThan(0.32);
  expect(known({ loss: 1 }, 3)).toEqual([undefined, undefined, undefined]);
});

test("every synchronisation is paid, also one that is lost", () => {
  const link = new Link<number>({ period: 3, delay: 0, loss: 1, price: 2 }, [0, 1], "number");
  for (let call = 0; call < 7; call++) link.carry(() => 0);
  expect(link.paid).toBe(6);
});

test("each replica has a chance of its own, in any selection", () => {
  const lossy = { ...exact, loss: 0.5 };
  const [both, alone] = [[4, 5], [5]].map((seeds) => new Link<number>(lossy, seeds, "number"));
  for (let call = 0; call < 50; call++) {
    const [of4, of5] = both.carry(() => call);
    expect(alone.carry(() => call)).toEqual([of5]);
    if (call === 49) expect(of4).not.toBe(of5);
  }
});

test("a link goes on from its snapshot as if it had never stopped", () => {
  const options = { period: 2, delay: 3, loss: 0.3, price: 1 };
  const [whole, first, second] = Array.from({ length: 3 }, () => new Link<number>(options, [0, 1], "number"));
  const run = (link: Link<number>, from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => [...link.carry((replica) => 100 * replica + from + i)]);
  const expected = run(whole, 0, 40);
  const before = run(first, 0, 17);
  second.restore(first.snapshot());
  expect([...before, ...run(second, 17, 40)]).toEqual(expected);
  expect(second.paid).toBe(whole.paid);
});
