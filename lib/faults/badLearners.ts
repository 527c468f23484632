import { type Learner, play } from "../agents/index.ts";
import { type Environment, emptyActions, type Space } from "../environments/index.ts";
import { streamsOf } from "../random/index.ts";
import { train } from "../study/index.ts";
import { type Attempt, notFinite, textOf, wrong } from "./attempt.ts";
import { LEARNERS, type LearnerKind, learnerStreams, SEEDS, smallTask, type TaskKind } from "./smallTask.ts";

type Values = ReturnType<Learner["snapshot"]>[string];

/** Slots that a learner which is made is trained for. */
const SLOTS = 60;

/** Learners given options, tasks, rewards, observations and snapshots that they are not made for. */
export function attempts(): Attempt[] {
  return Object.entries(LEARNERS).flatMap(([name, learner]) => [
    sound(name, learner),
    ...ofOptions(name, learner),
    ...ofNumbers(name, learner),
    ...ofSnapshots(name, learner),
    ...ofUse(name, learner),
  ]);
}

function sound(name: string, learner: LearnerKind): Attempt {
  return { name: `${name}: as it should be`, act: () => trained(...made(learner)) };
}

const BAD_OPTIONS = {
  number: [NaN, Infinity, -Infinity, -1, 0, 1.5, 1e300, "3", null, [1], {}],
  string: ["nonsense", 3, null],
  boolean: ["no", 1, null],
  array: [[], [0], [-1], [1.5], [NaN], ["a"], 3, null, [1e9]],
  object: [{}, null, 3, "nonsense", { nonsense: 1 }],
} as const;

function ofOptions(name: string, learner: LearnerKind): Attempt[] {
  const tried = (option: string, value: unknown): Attempt => ({
    name: `${name}: ${option} = ${textOf(value)}`,
    names: [option],
    isWrong: typeof value === "number" ? Number.isNaN(value) : false,
    act: () => trained(...made(learner, { [option]: value })),
  });
  const kindOf = (value: unknown) => (Array.isArray(value) ? "array" : (typeof value as keyof typeof BAD_OPTIONS));
  const known = Object.entries(learner.defaults).filter(([, value]) => kindOf(value) in BAD_OPTIONS);
  return [
    ...known.flatMap(([option, value]) => BAD_OPTIONS[kindOf(value)].map((odd) => tried(option, odd))),
    ...["learning_rate", "dicsount"].map((option) => ({ ...tried(option, 0.1), isWrong: true })),
    ...[null, 3, "fast", []].map((options) => ({
      name: `${name}: options ${textOf(options)}`,
      isWrong: options !== null && !Array.isArray(options),
      act: () =>
        trained(smallTask(learner.kind), learner.make(smallTask(learner.kind), learnerStreams(), wrong(options)), 5),
    })),
  ];
}

function ofNumbers(name: string, learner: LearnerKind): Attempt[] {
  const numbers = [NaN, Infinity, -Infinity, 1e38, 1e300];
  const planted = [
    ...[...numbers, undefined, "1", null].map((reward) => ({ slot: 5, reward })),
    ...numbers.map((observation) => ({ slot: 5, observation })),
    { slot: 0, observation: NaN },
    { slot: 9, reward: NaN },
  ];
  return planted.map((odd) => {
    const [what, value] = "reward" in odd ? ["reward", odd.reward] : ["observation", odd.observation];
    // A finite number may overflow later, where the learner alone can be named.
    const overflows = typeof value === "number" && Number.isFinite(value);
    return {
      name: `${name}: ${what} ${textOf(value)} in slot ${odd.slot}`,
      names: overflows ? [] : [what],
      act: () => trained(smallTask(learner.kind, odd), made(learner)[1]),
    };
  });
}

function ofSnapshots(name: string, learner: LearnerKind): Attempt[] {
  const own = () => made(learner);
  const isArray = Array.isArray((learner.small as { hidden?: unknown }).hidden);
  const other = Object.values(LEARNERS).find(({ kind }) => kind !== learner.kind) as LearnerKind;
  const snapshotOf = ([, made]: [Environment, Learner]) => made.snapshot();
  const changed =
    (change: (values: Values) => unknown, isWanted = (_: Values) => true) =>
    () => {
      const saved = snapshotOf(own());
      const [entry] = Object.keys(saved).filter((name) => saved[name].length > 0 && isWanted(saved[name]));
      return { ...saved, [entry]: change(saved[entry]) };
    };
  const isFloat = (values: Values) => values instanceof Float32Array || values instanceof Float64Array;
  const odd: Readonly<Record<string, () => unknown>> = {
    "of another learner": () => snapshotOf(made(other)),
    empty: () => ({}),
    null: () => null,
    undefined: () => undefined,
    "with an entry too short": changed((values) => values.slice(1)),
    "with an entry missing": changed(() => undefined),
    "with an entry of another type": changed((values) => [...values]),
    "with an entry of NaN": changed((values) => values.slice().fill(NaN), isFloat),
    "of other seeds": () =>
      snapshotOf([smallTask(learner.kind), learner.make(smallTask(learner.kind), learnerStreams([7]), learner.small)]),
    ...("hidden" in learner.small && {
      "of another size": () => snapshotOf(made(learner, { hidden: isArray ? [16] : 16 })),
    }),
  };
  return Object.entries(odd).map(([what, snapshot]) => ({
    name: `${name}: snapshot ${what}`,
    isWrong: true,
    act: () => {
      const [task, one] = own();
      one.restore(wrong(snapshot()));
      return trained(task, one, 20);
    },
  }));
}

function ofUse(name: string, learner: LearnerKind): Attempt[] {
  const others = (["discrete", "box", "multi", "table"] satisfies TaskKind[]).filter((kind) => kind !== learner.kind);
  const on = (task: Environment, streams = learnerStreams()) =>
    trained(task, learner.make(task, streams, learner.small), 20);
  const use = (what: string, act: Attempt["act"], isWrong = true): Attempt => ({
    name: `${name}: ${what}`,
    isWrong,
    act,
  });
  const training = (options: object) => async () => {
    const [task, one] = made(learner);
    await train(task, one, wrong({ seeds: SEEDS, slots: 10, every: 5, ...options }));
    return undefined;
  };
  return [
    // Two kinds of task may suit one learner.
    ...others.map((kind) => use(`task of kind ${kind}`, () => on(smallTask(kind)), false)),
    use("3 streams", () => on(smallTask(learner.kind), learnerStreams([0, 1, 2]))),
    use("no streams", () => on(smallTask(learner.kind), [])),
    use("streams null", () => on(smallTask(learner.kind), wrong(null))),
    // A learner without tensors has nothing to give back.
    use(
      "used after dispose",
      () => {
        const [task, one] = made(learner);
        one.dispose();
        return trained(task, one, 5);
      },
      false,
    ),
    use("update before it has seen anything", () => void made(learner, { warmUp: 0 })[1].update(), false),
    use(
      "disposed twice",
      () => {
        const [, one] = made(learner);
        one.dispose();
        one.dispose();
        return undefined;
      },
      false,
    ),
    use("train, slots 0", training({ slots: 0 })),
    use("train, slots NaN", training({ slots: NaN })),
    use("train, slots -5", training({ slots: -5 })),
    use("train, every 0", training({ every: 0 })),
    use("train, every 1.5", training({ every: 1.5 })),
    use("train, every beyond slots", training({ every: 20 })),
    use("train, seeds of another", training({ seeds: [3, 4, 5] })),
    use("train, no seeds", training({ seeds: [] })),
  ];
}

function made(learner: LearnerKind, options: object = {}): [Environment, Learner] {
  const task = smallTask(learner.kind);
  // Some learners have no warm-up: an option that is not theirs is not given.
  const known = Object.keys(options).every((name) => name !== "warmUp" || name in learner.small) ? options : {};
  return [task, learner.make(task, learnerStreams(), { ...learner.small, ...known })];
}

/** What is wrong with a learner after some slots: an action that does not exist, a state that is not finite. */
function trained(task: Environment, learner: Learner, slots = SLOTS): string | undefined {
  const observation = task.reset(streamsOf(SEEDS, task.rows / SEEDS.length, "training"));
  for (const { actions } of play(task, learner, { observation, slots, updates: "each slot" })) {
    const odd = [...actions].find((action) => !isAction(task.actionSpace, action));
    if (odd !== undefined) return `it acts ${odd}`;
  }
  const actions = emptyActions(task);
  learner.policy.act(observation, actions, "exploit");
  const odd = [...actions].find((action) => !isAction(task.actionSpace, action));
  if (odd !== undefined) return `it acts ${odd} when it exploits`;
  const faults = Object.entries(learner.snapshot()).map(([name, values]) => notFinite(name, values));
  return faults.find((fault) => fault !== undefined);
}

function isAction(space: Space, action: number): boolean {
  if (space.kind === "box") return action >= space.low - 1e-6 && action <= space.high + 1e-6;
  return Number.isInteger(action) && action >= 0 && action < (space.kind === "discrete" ? space.n : 2);
}
