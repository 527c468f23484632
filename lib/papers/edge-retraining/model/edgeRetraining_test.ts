import { expect, test } from "vitest";
import { checkEnvironment } from "../../../environments/index.ts";
import { byBranchAndBound, loadSolver } from "../../../optimization/index.ts";
import { dbmToWatt, shannonRate } from "../../../radio/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { type Classifiers, classifierTable, type TrainingSet } from "./classifiers.ts";
import type { Charge } from "./edgeObjective.ts";
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

/** [class] mix of the images of a part of a set. */
const mixOf = (set: TrainingSet | undefined, part = 0) => [...(set?.parts[part]?.mix ?? [])];
const near = (values: ArrayLike<number>, digits = 9) => Array.from(values, (value) => expect.closeTo(value, digits));

/** Classifiers that write down what they are asked to train on. */
function noted(table: Classifiers = classifiers): { classifiers: Classifiers; sets: TrainingSet[] } {
  const sets: TrainingSet[] = [];
  const retrain = (model: number, set: TrainingSet) => {
    sets.push(set);
    return table.retrain(model, set);
  };
  return { classifiers: { ...table, retrain }, sets };
}

test("the contract holds: frames of one slot and of ten, every charge, decision, deployment, data and way of learning", () => {
  const forms: EdgeRetrainingOptions[] = [
    { horizon: 23 },
    { frameSlots: 1, fading: "rayleigh", horizon: 9, decision: "measured" },
    { charge: "every-slot", users: 3, data: "physical", physicalPool: "frame", horizon: 20, sceneSlots: 4 },
    { learning: "scratch", frameSlots: 3, sizeForm: "l2", horizon: 7, stations: [[0, 0]], deployment: "restarted" },
    { charge: "spread", data: "twin", labels: "true", frameSlots: 2, sceneSlots: 2, start: "any", decision: "recent" },
    ...(["instant", "next slot", "next frame"] as const).map((deployment) => ({
      deployment,
      horizon: 30,
      frameSlots: 5,
    })),
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
  expect(trainingFlops[0]).toBeCloseTo(3 * 1.5 * images * 70.4e6 * 5, -2);
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

test("a charge falls on the first slot of a frame, on every one, or in equal parts, with the frame's decisions held", () => {
  const charged = (charge: Charge) => {
    const environment = begun(
      { charge, users: 5, frameSlots: 4, horizon: 30 },
      { retraining: ({ frame }) => frame === 1 },
    );
    return Array.from({ length: 12 }, () => metric(environment, "retraining"));
  };
  const slots = (first: number, last: number) => Array.from({ length: 12 }, (_, s) => s >= first && s <= last);
  const [once, every, spread] = [charged("once"), charged("every-slot"), charged("spread")];
  expect(once.map((seconds) => seconds > 0)).toEqual(slots(4, 4));
  expect(every.map((seconds) => seconds > 0)).toEqual(slots(4, 7));
  expect(every.slice(4, 8)).toEqual(near(new Array(4).fill(once[4])));
  expect(spread).toEqual(near(every.map((seconds) => seconds / 4)));
  const options = { users: 5, frameSlots: 4, horizon: 30, deployment: "instant" } as const;
  const environment = begun(options, { retraining: ({ user }) => user < 2 });
  expect(Array.from({ length: 5 }, () => metric(environment, "retrained"))).toEqual([2, 0, 0, 0, 2]);
});

test("where a new model serves at once, by prediction it is there before the new zone, by measurement a frame later", () => {
  const table = classifierTable({ known: 1, unknown: 0.5 });
  const accuracies = (decision: "predicted" | "measured", seed: number) => {
    const environment = begun(
      { decision, deployment: "instant", users: 6, zoneChange: 0.5, horizon: 100 },
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
  const [, first, , second] = seen;
  expect(first).toMatchObject({ row: 0, user: 1, frame: 0, measured: NaN, recent: NaN, threshold: 0.85 });
  expect(first?.predicted).toBeCloseTo(0.95, 9); // at home, which the model knows
  expect(second?.frame).toBe(1);
  expect(second?.measured).toBeCloseTo(measured.reduce((a, b) => a + b, 0) / 5, 12);
  expect(second?.recent).toBeCloseTo(second?.measured as number, 12);
});

test("where scenes change within a frame, the twin expects what the chances of the zones make of it", () => {
  let predicted = 0;
  const table = classifierTable({ known: 1, unknown: 0.4 });
  const options = { users: 1, frameSlots: 4, sceneSlots: 2, zoneChange: 0.3, horizon: 40 };
  for (const knownZone of [0, 2]) {
    begun(options, {
      classifiers: { ...table, pretrained: () => knownZone },
      retraining(outlook) {
        predicted = outlook.predicted;
        return false;
      },
    });
    const isHome = knownZone === 0; // where users begin
    const later = isHome ? 0.7 + 0.3 * 0.4 : 0.1 + 0.9 * 0.4;
    expect(predicted).toBeCloseTo(((isHome ? 1 : 0.4) + later) / 2, 9);
  }
});

test("the union is what was met in the slot, and delta times as much of the twin's for the same zone; each alone is its part", () => {
  const setsOf = (data: "union" | "physical" | "twin") => {
    const { classifiers: noting, sets } = noted();
    const options = { data, delta: 0.25, users: 3, zoneChange: 1, horizon: 60 } as const;
    const environment = begun(options, { classifiers: noting, retraining: ({ frame }) => frame === 1 });
    for (let slot = 0; slot < 10; slot++) environment.step(half(environment));
    expect(sets.map(({ parts }) => parts.at(-1)?.zone)).toEqual([...environment.world.zones]);
    const images = [...environment.world.taskBits].map((bits) => bits / 8 / 3072);
    return { sets, images, flops: [...environment.view(0).trainingFlops] };
  };
  const [union, physical, twin] = [setsOf("union"), setsOf("physical"), setsOf("twin")];
  expect(union.sets).toHaveLength(3);
  for (const [user, { parts, epochs, isIncremental }] of union.sets.entries()) {
    expect(parts.map(({ source, size }) => [source, size])).toEqual([
      ["physical", 1],
      ["twin", expect.closeTo(0.25, 9)],
    ]);
    expect([epochs, isIncremental, parts[0]?.zone]).toEqual([5, true, parts[1]?.zone]);
    expect(parts).toEqual([...(physical.sets[user]?.parts ?? []), ...(twin.sets[user]?.parts ?? [])]);
    for (const part of parts) expect(part.mix.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  }
  const workOf = (size: number) => union.images.map((images) => 3 * size * images * 70.4e6 * 5 * 1e-12);
  for (const [{ flops }, size] of [
    [union, 1.25],
    [physical, 1],
    [twin, 0.25],
  ] as const)
    expect(flops.map((work) => work * 1e-12)).toEqual(near(workOf(size)));
});

test("work of the generated data alone leaves the physical images of D (10) out, and changes nothing that is trained on", () => {
  const begins = (work: "all" | "generated") => {
    const { classifiers: noting, sets } = noted();
    const environment = begun({ work, users: 2 }, { classifiers: noting, retraining: () => true });
    return { sets, flops: environment.view(0).trainingFlops };
  };
  const [all, generated] = [begins("all"), begins("generated")];
  expect(generated.sets).toEqual(all.sets);
  expect([...generated.flops].map((flops) => flops * 1e-12)).toEqual(near(all.flops.map((flops) => flops / 3e12)));
});

test("physical images are of the slot that decides, or what was met in the frame before", () => {
  const options = { users: 4, zoneChange: 1, horizon: 60, burstConcentration: 1e4, data: "physical" } as const;
  const pooled = (physicalPool: "slot" | "frame") => {
    const { classifiers: noting, sets } = noted();
    const rule = ({ frame }: Outlook) => frame === 1;
    const environment = begun({ ...options, physicalPool }, { classifiers: noting, retraining: rule });
    const before = [...environment.world.zones];
    for (let slot = 0; slot < 10; slot++) environment.step(half(environment));
    return { sets, before, after: [...environment.world.zones], scene: environment.world.scene };
  };
  for (const physicalPool of ["slot", "frame"] as const) {
    const { sets, before, after, scene } = pooled(physicalPool);
    const zones = physicalPool === "slot" ? after : before;
    expect(before).not.toEqual(after);
    expect(sets.map(({ parts }) => [parts.length, parts[0]?.source, parts[0]?.zone])).toEqual(
      zones.map((zone) => [1, "physical", zone]),
    );
    for (const [user, set] of sets.entries())
      for (const [k, share] of scene.profileOf(0, zones[user]).entries())
        expect(mixOf(set)[k]).toBeCloseTo(share, physicalPool === "slot" ? 0.7 : 1.5); // of 200 images, or of ten slots
  }
});

test("D (8) picks the zone's own profile where labels are right, another where the model errs, and never by true labels", () => {
  const options = { users: 1, burstConcentration: 1e5, samples: 4000, horizon: 30, data: "twin" } as const;
  const [right, blind] = [classifierTable({ known: 1, unknown: 1 }), classifierTable({ known: 0.1, unknown: 0.1 })];
  const setOf = (table: Classifiers, labels: "given" | "true" = "given") => {
    const { classifiers: noting, sets } = noted(table);
    const { world } = begun({ ...options, labels }, { classifiers: noting, retraining: () => true });
    return { mix: mixOf(sets[0]), profile: [...world.scene.profileOf(0, world.zones[0])] };
  };
  const exact = setOf(right);
  expect(exact.mix).toEqual(exact.profile);
  expect(setOf(blind).mix).toEqual(new Array(10).fill(0.1));
  const told = setOf(blind, "true");
  expect(told.mix).toEqual(told.profile);
});

test("without incremental learning a retraining begins anew: 45,000 samples, 10 epochs, 2112 s of a whole station", () => {
  const { classifiers: noting, sets } = noted();
  const options = { learning: "scratch", data: "physical", users: 1, reservedFlops: 0, horizon: 30 } as const;
  const environment = begun(options, { classifiers: noting, retraining: () => true });
  expect(sets[0]).toMatchObject({ epochs: 10, isIncremental: false });
  expect(metric(environment, "retraining")).toBeCloseTo((3 * 45_000 * 70.4e6 * 10) / 50e9, 6);
});

test("beginning anew at an equal budget takes and is charged what going on takes", () => {
  const told = (["incremental", "scratch"] as const).map((learning) => {
    const { classifiers: noting, sets } = noted();
    const options = { users: 1, learning, scratch: "equal", data: "physical" } as const;
    const environment = begun(options, { classifiers: noting, retraining: () => true });
    return { ...(sets[0] as TrainingSet), seconds: metric(environment, "retraining") };
  });
  const [goesOn, anew] = told;
  expect(anew).toEqual({ ...goesOn, isIncremental: false });
  expect(goesOn?.isIncremental).toBe(true);
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
