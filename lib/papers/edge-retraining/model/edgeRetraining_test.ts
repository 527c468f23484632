import { expect, test } from "vitest";
import { checkEnvironment } from "../../../environments/index.ts";
import { byBranchAndBound, loadSolver } from "../../../optimization/index.ts";
import { dbmToWatt, shannonRate } from "../../../radio/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { type Classifiers, classifierTable, type TrainingSet } from "./classifiers.ts";
import { EdgeRetraining, type EdgeRetrainingParts } from "./edgeRetraining.ts";
import type { EdgeRetrainingOptions } from "./edgeRetrainingConfiguration.ts";
import type { Outlook } from "./retrainingRules.ts";

const classifiers = classifierTable();

/** One row, after its reset. */
function begun(options: EdgeRetrainingOptions = {}, parts: Partial<EdgeRetrainingParts> = {}): EdgeRetraining {
  const environment = new EdgeRetraining(options, { classifiers, ...parts });
  environment.reset(streamsOf(parts.seeds ?? [0], parts.copies ?? 1, "evaluation"));
  return environment;
}

/** Half of every task, equal shares. */
const half = (environment: EdgeRetraining) => new Float32Array(environment.rows * environment.world.maxUsers * 2);
const metric = (environment: EdgeRetraining, name: string, actions = half(environment)) =>
  environment.step(actions).metrics[name]?.[0];

/** Classifiers that write down what they are asked to train on. */
function noted(table: Classifiers = classifiers): { classifiers: Classifiers; sets: TrainingSet[] } {
  const sets: TrainingSet[] = [];
  const retrain = (model: number, set: TrainingSet) => {
    sets.push(set);
    return table.retrain(model, set);
  };
  return { classifiers: { ...table, retrain }, sets };
}

test("the contract holds: frames of one slot and of ten, every charge, decision, source and way of learning", () => {
  const forms: EdgeRetrainingOptions[] = [
    { horizon: 23 },
    { frameSlots: 1, fading: "rayleigh", horizon: 9, decision: "measured" },
    { charge: "every-slot", users: 3, source: "physical", horizon: 20, sceneSlots: 4 },
    { learning: "scratch", frameSlots: 3, sizeForm: "l2", horizon: 7, stations: [[0, 0]] },
  ];
  for (const form of forms) {
    const environment = new EdgeRetraining({ ...form, samples: 20 }, { classifiers, seeds: [0, 1], copies: 2 });
    expect(checkEnvironment(environment)).toHaveLength(11);
  }
});

test("a slot by hand: one user, one station, path loss, rate, both parts and the charge", () => {
  const options: EdgeRetrainingOptions = { stations: [[0, 0]], users: 1, shadowingDb: 0, horizon: 30 };
  const environment = begun(options, { retraining: () => true });
  const { rates, taskBits, trainingFlops } = environment.view(0);
  const [x, y] = environment.world.positions as unknown as [number, number];
  const lossDb = 32.4 + 21 * Math.log10(Math.sqrt(x * x + y * y + 8.5 ** 2)) + 20 * Math.log10(3.5);
  const rate = shannonRate(20e6, (dbmToWatt(-10) * 10 ** (-lossDb / 10)) / dbmToWatt(-100));
  expect(rates[0]).toBeCloseTo(rate, 3);
  const bits = taskBits[0];
  expect(bits).toBeGreaterThanOrEqual(8e7);
  expect(bits).toBeLessThan(16e7);
  const images = bits / 8 / 3072;
  expect(trainingFlops[0]).toBeCloseTo(3 * 0.5 * images * 70.4e6 * 5, -2);
  const { rewards, metrics } = environment.step(Float32Array.of(0, 0));
  const local = ((images / 2) * 70.4e6) / 5e9;
  const station = (bits / 2 + 8e6) / rate + ((images / 2) * 70.4e6) / 45e9;
  const charge = trainingFlops[0] / 45e9;
  expect(metrics.delay?.[0]).toBeCloseTo(Math.max(local, station), 9);
  expect(metrics.retraining?.[0]).toBeCloseTo(charge, 9);
  expect(rewards[0]).toBeCloseTo(-Math.max(local, station) - charge, 9);
});

test("every user has one station, none has more than ceil(N / M) + 1, and Algorithm 1 connects the same", async () => {
  const associate = byBranchAndBound(await loadSolver());
  for (const seed of [0, 1, 2, 3]) {
    const matched = begun({ horizon: 40 }, { seeds: [seed] });
    const searched = begun({ horizon: 40 }, { seeds: [seed], associate });
    for (let slot = 0; slot < 40; slot++) {
      const { users, connected } = matched.view(0);
      expect([...searched.view(0).connected]).toEqual([...connected]);
      const perStation = [0, 1, 2].map((m) =>
        connected.subarray(m * users, (m + 1) * users).reduce((a, v) => a + v, 0),
      );
      expect(Math.max(...perStation)).toBeLessThanOrEqual(Math.ceil(users / 3) + 1);
      expect(perStation.reduce((a, b) => a + b, 0)).toBe(users);
      expect(matched.step(half(matched)).rewards[0]).toBe(searched.step(half(searched)).rewards[0]);
    }
  }
});

test("a charge falls on the first slot of a frame or on every one, with the frame's decisions held", () => {
  const charged = (charge: "once" | "every-slot") => {
    const environment = begun(
      { charge, users: 5, frameSlots: 4, horizon: 30 },
      { retraining: ({ frame }) => frame === 1 },
    );
    return Array.from({ length: 12 }, () => metric(environment, "retraining") > 0);
  };
  const slots = (first: number, last: number) => Array.from({ length: 12 }, (_, s) => s >= first && s <= last);
  expect(charged("once")).toEqual(slots(4, 4));
  expect(charged("every-slot")).toEqual(slots(4, 7));
  const environment = begun({ users: 5, frameSlots: 4, horizon: 30 }, { retraining: ({ user }) => user < 2 });
  expect(Array.from({ length: 5 }, () => metric(environment, "retrained"))).toEqual([2, 0, 0, 0, 2]);
});

test("by prediction a model is renewed before it serves in a new zone, by measurement a frame later", () => {
  const table = classifierTable({ known: 1, unknown: 0.5 });
  const accuracies = (decision: "predicted" | "measured", seed: number) => {
    const environment = begun(
      { decision, users: 6, zoneChange: 0.5, horizon: 100 },
      { classifiers: table, seeds: [seed] },
    );
    return Array.from({ length: 10 }, () => Array.from({ length: 10 }, () => metric(environment, "accuracy"))[9]);
  };
  for (const seed of [0, 1]) {
    expect(accuracies("predicted", seed)).toEqual(new Array(10).fill(1));
    const late = accuracies("measured", seed);
    expect(Math.min(...late)).toBeLessThan(0.95);
  }
});

test("an outlook says the frame, what the twin expects of the zone's profile, and the mean of the last frame's slots", () => {
  const seen: Outlook[] = [];
  const retraining = (outlook: Outlook) => {
    seen.push(outlook);
    return false;
  };
  const table = classifierTable({ known: 0.9, unknown: 0.4, twinError: 0.05 });
  const options = { users: 2, frameSlots: 5, sceneSlots: 5, zoneChange: 0, horizon: 40 };
  const environment = begun(options, { classifiers: table, retraining });
  const measured = Array.from({ length: 5 }, () => {
    const accuracy = environment.models.accuracy[1];
    environment.step(half(environment));
    return accuracy;
  });
  const zone = environment.world.zones[1];
  const [, first, , second] = seen;
  expect(first).toMatchObject({ row: 0, user: 1, frame: 0, measured: Number.NaN, threshold: 0.85 });
  expect(first?.predicted).toBeCloseTo(zone === 0 ? 0.95 : 0.45, 9);
  expect(second?.frame).toBe(1);
  expect(second?.measured).toBeCloseTo(measured.reduce((a, b) => a + b, 0) / 5, 12);
});

test("where scenes change within a frame, the twin expects what the chances of the zones make of it", () => {
  let predicted = 0;
  const table = classifierTable({ known: 1, unknown: 0.4 });
  const options = { users: 1, frameSlots: 4, sceneSlots: 2, zoneChange: 0.3, horizon: 40 };
  const environment = begun(options, {
    classifiers: { ...table, pretrained: () => 2 },
    retraining(outlook) {
      predicted = outlook.predicted;
      return false;
    },
  });
  const home = environment.world.zones[0] === 2;
  const later = home ? 0.7 + 0.3 * 0.4 : 0.1 + 0.9 * 0.4;
  expect(predicted).toBeCloseTo(((home ? 1 : 0.4) + later) / 2, 9);
});

test("the twin's data are of the zone to come and D (9)'s size; physical ones are what was met in the last frame", () => {
  const options = { users: 4, zoneChange: 1, horizon: 60, burstConcentration: 1e4 } as const;
  const parts = { retraining: ({ frame }: Outlook) => frame === 1 };
  const twin = noted();
  const ours = begun(options, { ...parts, ...twin });
  const before = ours.world.zones.slice();
  for (let slot = 0; slot < 10; slot++) ours.step(half(ours));
  const after = ours.world.zones;
  expect(twin.sets.map(({ zone }) => zone)).toEqual([...after]);
  for (const [user, { perClass, source, epochs, isIncremental }] of twin.sets.entries()) {
    const images = ours.world.taskBits[user] / 8 / 3072;
    expect(perClass.reduce((a, b) => a + b, 0)).toBeCloseTo(images / 2, 6);
    expect([source, epochs, isIncremental]).toEqual(["twin", 5, true]);
  }
  const real = noted();
  const theirs = begun({ ...options, source: "physical" }, { ...parts, ...real });
  for (let slot = 0; slot < 10; slot++) theirs.step(half(theirs));
  expect(real.sets.map(({ zone }) => zone)).toEqual([...before]);
  for (const [user, { perClass }] of real.sets.entries()) {
    const total = perClass.reduce((a, b) => a + b, 0);
    const profile = theirs.world.scene.profileOf(0, before[user]);
    for (const [k, share] of profile.entries()) expect(perClass[k] / total).toBeCloseTo(share, 1);
  }
});

test("D (8) picks the zone's own profile where labels are right, and another where the model sees other classes", () => {
  const options = { users: 1, burstConcentration: 1e5, samples: 4000, horizon: 30 } as const;
  const right = noted(classifierTable({ known: 1, unknown: 1 }));
  const exact = begun(options, { ...right, retraining: () => true });
  const profile = exact.world.scene.profileOf(0, exact.world.zones[0]);
  const [set] = right.sets as [TrainingSet];
  expect([...set.perClass].map((n) => n / set.perClass.reduce((a, b) => a + b, 0))).toEqual(
    [...profile].map((share) => expect.closeTo(share, 9)),
  );
  const blind = noted(classifierTable({ known: 0.1, unknown: 0.1 }));
  begun(options, { ...blind, retraining: () => true });
  const [even] = blind.sets as [TrainingSet];
  expect(new Set([...even.perClass].map((n) => n.toFixed(6))).size).toBe(1);
});

test("without incremental learning a retraining begins anew: 45,000 samples, 10 epochs, 2112 s of a whole station", () => {
  const { classifiers: noting, sets } = noted();
  const options = { learning: "scratch", source: "physical", users: 1, reservedFlops: 0, horizon: 30 } as const;
  const environment = begun(options, { classifiers: noting, retraining: () => true });
  expect(sets[0]).toMatchObject({ epochs: 10, isIncremental: false });
  expect(sets[0]?.perClass.reduce((a, b) => a + b, 0)).toBeCloseTo(45_000, 6);
  expect(metric(environment, "retraining")).toBeCloseTo((3 * 45_000 * 70.4e6 * 10) / 50e9, 6);
});

test("beginning anew at an equal budget takes and is charged what going on takes", () => {
  const told = (["incremental", "scratch"] as const).map((learning) => {
    const { classifiers: noting, sets } = noted();
    const options = { users: 1, learning, scratch: "equal", source: "physical" } as const;
    const environment = begun(options, { classifiers: noting, retraining: () => true });
    const set = sets[0];
    return {
      isIncremental: set.isIncremental,
      epochs: set.epochs,
      images: set.perClass.reduce((a, b) => a + b, 0),
      seconds: metric(environment, "retraining"),
    };
  });
  const [goesOn, anew] = told;
  expect(anew).toEqual({ ...goesOn, isIncremental: false });
  expect(goesOn?.seconds).toBeGreaterThan(1);
});

test("Rayleigh fading leaves the mean power as it is and is another in every slot", () => {
  const snr = (fading: "none" | "rayleigh") => {
    const environment = begun({ fading, users: 5, sceneSlots: 1000, horizon: 400 });
    return Array.from({ length: 300 }, () => {
      environment.step(half(environment));
      return [...environment.world.rates].map((rate) => 2 ** (rate / environment.configuration.bandwidthHz) - 1);
    });
  };
  const plain = snr("none");
  const power = snr("rayleigh").map((slot, i) => slot.map((value, link) => value / plain[i]?.[link]));
  const all = power.flat();
  const mean = all.reduce((a, b) => a + b, 0) / all.length;
  expect(mean).toBeCloseTo(1, 1);
  expect(all.filter((value) => value > 1).length / all.length).toBeCloseTo(Math.exp(-1), 1);
  expect(new Set(power.map((slot) => slot[0])).size).toBe(300);
});

test("what is decided moves no chance: users, tasks, images and seeds are the same whoever is retrained", () => {
  const played = (retraining: () => boolean) => {
    const { classifiers: noting, sets } = noted(classifierTable({ known: 0.8, unknown: 0.8 }));
    const environment = begun({ frameSlots: 2, horizon: 12 }, { classifiers: noting, retraining });
    const seen = Array.from({ length: 12 }, () => {
      environment.step(half(environment));
      return [...environment.world.taskBits, ...environment.world.positions, ...environment.models.accuracy];
    });
    return { seen, sets };
  };
  const [always, never] = [played(() => true), played(() => false)];
  expect(always.seen).toEqual(never.seen);
  expect(new Set(always.sets.map(({ seed }) => seed)).size).toBe(always.sets.length);
});

test("episodes have 5 to 10 users, or as many as are asked for; who is absent is 0 in the observation", () => {
  const environment = new EdgeRetraining({ horizon: 1, samples: 1 }, { classifiers, copies: 40 });
  const { values } = environment.reset(streamsOf([0], 40, "training"));
  const counts = [...environment.world.users];
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([5, 10]);
  for (const [row, users] of counts.entries()) {
    const present = Array.from({ length: 10 }, (_, user) => values[(row * 10 + user) * 5] > 0);
    expect(present).toEqual(Array.from({ length: 10 }, (_, user) => user < users));
  }
  expect(begun({ users: 7 }).view(0).users).toBe(7);
});

test("what cannot run is refused, with the field and what to do", () => {
  expect(() => begun({ users: [8, 5] })).toThrow("users = [8, 5]: the first must be at most the second");
  expect(() => begun({ reservedFlops: 5e10 })).toThrow("must be below stationFlops");
  expect(() => begun({}, { classifiers: { ...classifiers, zones: 0 } })).toThrow("0 zones: both must be at least 1");
  expect(() => begun({ areaM: [10, 10], reachM: 50 })).toThrow(
    "4 of 4 zones have no place in areaM that is within reachM",
  );
  const corners: [number, number][] = [
    [-100, -100],
    [100, 100],
  ];
  expect(() => begun({ stations: corners, reachM: 50 })).toThrow("2 of 4 zones have no place");
  expect(() => begun({}, { associate: () => ({ status: "infeasible", nodes: 1 }) })).toThrow("no association of");
});

test("an episode goes on in an environment that was never reset, and nothing is retrained for it", () => {
  const options: EdgeRetrainingOptions = { users: 3, horizon: 30 };
  const environment = begun(options);
  for (let slot = 0; slot < 7; slot++) environment.step(half(environment));
  const saved = environment.snapshot();
  const { classifiers: spied, sets } = noted();
  const other = new EdgeRetraining(options, { classifiers: spied });
  other.restore(saved);
  expect(sets).toHaveLength(0);
  for (let slot = 0; slot < 15; slot++)
    expect(structuredClone(other.step(half(other)))).toEqual(structuredClone(environment.step(half(environment))));
});

test("a snapshot of more users than there is room for is refused, not served for ever", () => {
  const environment = begun({ users: 3 });
  const saved = environment.snapshot();
  for (const odd of [Infinity, Number.NaN]) {
    const numbers = saved.numbers.slice().fill(odd);
    expect(() => environment.restore({ ...saved, numbers })).toThrow(`number 0 of the snapshot is ${odd}`);
  }
  for (const odd of [-1, 0, 4, 30]) {
    const numbers = saved.numbers.slice();
    numbers[1] = odd; // after the slot
    expect(() => environment.restore({ ...saved, numbers })).toThrow(`row 0 has ${odd} users: there must be 1 to 3`);
  }
});
