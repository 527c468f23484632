import { expect, test } from "vitest";
import { linkBudget, PRINTED_UNITS } from "./tables.ts";

const rowOf = (table: ReturnType<typeof linkBudget>, what: string) =>
  table.toRecords().find((row) => row.what === what);

test("the scenario's numbers: 10.9, 4.7 and 2.3 dB are 75, 40 and 29 Mbit/s; a task is 4,883 images and fits a minute", () => {
  const table = linkBudget();
  for (const [distance, snr, rate] of [
    [50, 10.9, 75],
    [100, 4.7, 40],
    [130, 2.3, 29],
  ]) {
    expect(rowOf(table, `SNR at ${distance} m`)?.value).toBeCloseTo(snr, 0.9);
    expect(rowOf(table, `rate at ${distance} m`)?.value as number).toBeCloseTo(rate, -0.3);
  }
  expect(rowOf(table, "images of a task")?.value).toBeCloseTo(4883, 0);
  expect(rowOf(table, "upload of a task from 130 m")?.fits).toBe("yes");
  expect(rowOf(table, "inference at home")?.fits).toBe("no"); // 69 s
});

test("in Table I's slots of 5 ms nothing fits: a task from home takes thousands of them", () => {
  const table = linkBudget(PRINTED_UNITS).toRecords();
  const delays = table.filter(({ fits }) => fits !== null);
  expect(delays.every(({ fits }) => fits === "no")).toBe(true);
  expect(rowOf(linkBudget(PRINTED_UNITS), "inference at home")?.slots as number).toBeGreaterThan(10_000);
});
