import { expect, test } from "vitest";
import { streamsOf } from "../../../random/index.ts";
import { type Classifiers, classifierTable } from "./classifiers.ts";
import { EdgeRetraining } from "./edgeRetraining.ts";
import type { EdgeRetrainingOptions } from "./edgeRetrainingConfiguration.ts";
import type { Outlook, RetrainingRule } from "./retrainingRules.ts";

/** Classifiers whose models are numbered in the order of their trainings, all of them as good. */
function counting(accuracy = 0.8): Classifiers {
  const table = classifierTable({ known: accuracy, unknown: accuracy });
  let models = 0;
  return { ...table, confusion: () => table.confusion(0, 0, "test"), retrain: () => ++models };
}

/** A task of 15 MB of a user that has its station alone: a retraining takes 3 x 1.5 x 4882.8 x 70.4e6 x 5 / 45e9 = 171.875 s. */
const ALONE = { users: 1, stations: [[0, 0]], taskMB: [15, 15], horizon: 50 } as const satisfies EdgeRetrainingOptions;

/** The slots of an episode: which model serves the first user in each, and whether one's retraining begins. */
function played(slots: number, options: EdgeRetrainingOptions, retraining?: RetrainingRule, accuracy?: number) {
  const parts = { classifiers: counting(accuracy), ...(retraining && { retraining }) };
  const environment = new EdgeRetraining({ ...ALONE, ...options }, parts);
  environment.reset(streamsOf([0], 1, "evaluation"));
  const seen = Array.from({ length: slots }, () => {
    const [model] = environment.models.ids;
    const accuracies = environment.models.accuracy[0];
    const { metrics } = environment.step(new Float32Array(2 * environment.world.maxUsers));
    return { model, accuracies, begun: metrics.retrained?.[0], seconds: metrics.retraining?.[0] };
  });
  return {
    models: seen.map(({ model }) => model),
    begun: seen.map(({ begun }) => begun),
    seconds: seen.map(({ seconds }) => seconds),
    accuracies: seen.map(({ accuracies }) => accuracies),
  };
}

const always = () => true;
const inFrames =
  (...frames: number[]) =>
  ({ frame }: Outlook) =>
    frames.includes(frame);

test("a model in training serves when D (10) has passed, in whole slots, and no other retraining begins meanwhile", () => {
  const { models, begun, seconds } = played(8, { frameSlots: 1 }, always);
  expect(seconds[0]).toBeCloseTo(171.875, 6);
  expect(models).toEqual([0, 0, 0, 1, 1, 1, 2, 2]); // three slots of 60 s each
  expect(begun).toEqual([1, 0, 0, 1, 0, 0, 1, 0]);
  expect(played(3, { frameSlots: 1, slotS: 171.9 }, always).models).toEqual([0, 1, 2]);
  expect(played(3, { frameSlots: 1, slotS: 171.8 }, always).models).toEqual([0, 0, 1]);
  expect(played(8, { frameSlots: 2 }, always).models).toEqual([0, 0, 0, 1, 1, 1, 1, 2]); // frames begin with 0, 2, 4, ...
});

test("who shares a station waits as much longer as it has less of it", () => {
  expect(played(8, { users: 2, frameSlots: 10 }, ({ user }) => user === 0).models).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
});

test("a training that is restarted by every demand is over that time after the last of them, or never", () => {
  const restarted = { frameSlots: 1, deployment: "restarted" } as const;
  expect(played(8, restarted, inFrames(0, 1)).models).toEqual([0, 0, 0, 0, 2, 2, 2, 2]);
  expect(played(8, restarted, inFrames(0, 1)).begun).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
  const never = played(20, restarted, always);
  expect(never.models).toEqual(new Array(20).fill(0));
  expect(never.begun).toEqual(new Array(20).fill(1));
});

test("a model serves in the slot that decides it, in the next slot, or in the next frame, however long it takes", () => {
  const served = (deployment: "instant" | "next slot" | "next frame") =>
    played(6, { frameSlots: 2, deployment, slotS: 1 }, inFrames(1)).models;
  expect(served("instant")).toEqual([0, 0, 1, 1, 1, 1]);
  expect(served("next slot")).toEqual([0, 0, 0, 1, 1, 1]);
  expect(served("next frame")).toEqual([0, 0, 0, 0, 1, 1]);
});

test("the recent mean is of the slots since the model came, of ten at most, and is none in the slot in which it comes", () => {
  const recent: number[] = [];
  const rule = ({ frame, recent: mean }: Outlook) => {
    recent.push(mean);
    return frame === 12;
  };
  const { accuracies } = played(16, { frameSlots: 1, deployment: "next slot" }, rule);
  const meanOf = (from: number, to: number) => {
    const own = accuracies.slice(from, to);
    return expect.closeTo(own.reduce((a, b) => a + b, 0) / own.length, 12);
  };
  expect(new Set(accuracies).size).toBeGreaterThan(5);
  expect(recent.slice(0, 4)).toEqual([Number.NaN, meanOf(0, 1), meanOf(0, 2), meanOf(0, 3)]);
  expect(recent.slice(10, 13)).toEqual([meanOf(0, 10), meanOf(1, 11), meanOf(2, 12)]);
  expect(recent.slice(13, 16)).toEqual([Number.NaN, meanOf(13, 14), meanOf(13, 15)]);
});

test("who decides by the recent mean gives a new model a slot, where who decides by the last slot does not", () => {
  const begun = (decision: "recent" | "measured", accuracy: number) =>
    played(6, { frameSlots: 1, deployment: "next slot", decision, samples: 4000 }, undefined, accuracy).begun;
  expect(begun("recent", 0.8)).toEqual([0, 1, 0, 1, 0, 1]);
  expect(begun("measured", 0.8)).toEqual([0, 1, 1, 1, 1, 1]);
  expect(begun("recent", 0.9)).toEqual([0, 0, 0, 0, 0, 0]);
});

test("users begin in the zone that their models know, or anywhere", () => {
  const zones = (start: "home" | "any") => {
    const environment = new EdgeRetraining({ start, users: 10 }, { classifiers: counting(), copies: 20 });
    environment.reset(streamsOf([0], 20, "evaluation"));
    return [0, 1, 2, 3].map((zone) => environment.world.zones.filter((at) => at === zone).length);
  };
  expect(zones("home")).toEqual([200, 0, 0, 0]);
  expect(Math.min(...zones("any"))).toBeGreaterThan(20);
});
