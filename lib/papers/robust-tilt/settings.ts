import type { z } from "zod";
import type { Arm } from "../../study/index.ts";
import { type Change, LABELLED_READINGS } from "./labelledReadings.ts";
import type { learnerRunSchema, Method } from "./learners.ts";
import type { RobustTiltOptions } from "./model/tiltScenario.ts";

/** The named networks that every claim is judged in, the headline's first. */
export const NETWORKS = ["as-printed", "literal", "benign"] as const;
export type Network = (typeof NETWORKS)[number];
/** The paper as printed, the headline of every claim. */
export const PRINTED = "as-printed" satisfies Network;

type LearnerOptions = z.input<typeof learnerRunSchema>;

/** A network, and what learners in it change; what is left out is the default of the run's schema, as printed. */
export interface LearnerSetting
  extends Partial<Pick<LearnerOptions, "learner" | "chooser" | "penaltyWeight" | "share" | "trajectories" | "epochs">> {
  readonly network: RobustTiltOptions;
}

/** An arm of a learner, and the options of its run. */
export interface LearnerArm extends Arm {
  readonly method: Method;
  readonly options: LearnerSetting;
}

/** The learners that most claims compare, and the control that sees nothing. */
export const COMPARED = ["robust-ppo", "ppo-ppo", "blind-ppo"] as const satisfies readonly Method[];

/** A sweep of a figure over one parameter. */
export interface SweepOptions {
  /** in names of settings and in legends */
  readonly symbol: string;
  readonly values: readonly number[];
  /** the value among them that a network's own setting has */
  readonly standard: number;
  /** the learners that are run with the other values: in the headline's network, and in the others */
  readonly methods: readonly Method[];
  readonly methodsElsewhere?: readonly Method[];
  readonly options: (setting: Network, value: number) => LearnerSetting;
}

/** The sweeps of Figs 6-9: eps, U, kappa and xi. */
const SWEEPS = {
  error: {
    symbol: "eps",
    values: [0.05, 0.15, 0.25],
    standard: 0.25,
    methods: COMPARED,
    methodsElsewhere: ["robust-ppo"],
    options: (setting, error) => ({ network: { setting, error } }),
  },
  users: {
    symbol: "U",
    values: [4, 6, 8, 10, 12, 15],
    standard: 10,
    methods: COMPARED,
    methodsElsewhere: ["robust-ppo", "ppo-ppo"],
    options: (setting, users) => ({ network: { setting, users } }),
  },
  kappa: {
    symbol: "kappa",
    values: [0.2, 0.5, 0.8],
    standard: 0.5,
    methods: ["robust-ppo"],
    options: (setting, kappa) => ({ network: { setting }, learner: { kappa } }),
  },
  penaltyWeight: {
    symbol: "xi",
    values: [0.005, 0.05, 0.1],
    standard: 0.005,
    methods: ["robust-ppo", "blind-ppo"],
    methodsElsewhere: ["robust-ppo"],
    options: (setting, penaltyWeight) => ({ network: { setting }, penaltyWeight }),
  },
} as const satisfies Record<string, SweepOptions>;
export type Sweep = keyof typeof SWEEPS;

/** A value of a sweep, its name in legends, and the setting that it is run in. */
export interface Swept {
  readonly value: number;
  readonly label: string;
  readonly setting: string;
}

/** A value of a sweep in a network; its setting is the network's own where the value is the standard one. */
export function sweptAt(network: Network, sweep: Sweep, value: number): Swept {
  const { symbol, standard } = SWEEPS[sweep];
  const label = `${symbol} = ${value}`;
  return { value, label, setting: value === standard ? network : `${network}, ${label}` };
}

/** All values of a sweep in a network. */
export function sweepOf(network: Network, sweep: Sweep): Swept[] {
  return SWEEPS[sweep].values.map((value) => sweptAt(network, sweep, value));
}

/** The learners of a sweep in a network. */
export function sweptMethods(network: Network, sweep: Sweep): readonly Method[] {
  const { methods, methodsElsewhere = methods }: SweepOptions = SWEEPS[sweep];
  return network === PRINTED ? methods : methodsElsewhere;
}

/** The arms of a sweep, the standard value's among them. */
export function sweepArms(network: Network, sweep: Sweep): Arm[] {
  const methods = sweptMethods(network, sweep);
  return sweepOf(network, sweep).flatMap(({ setting }) => methods.map((method) => ({ method, setting })));
}

/** The arms that are compared in a setting; `policies` need no learning. */
export function armsIn(setting: string) {
  return {
    proposed: { method: "robust-ppo", setting },
    random: { method: "robust-random", setting },
    plain: { method: "ppo-ppo", setting },
    plainRandom: { method: "ppo-random", setting },
    blind: { method: "blind-ppo", setting },
    dqn: { method: "dqn", setting },
    policies: { method: "policies", setting },
  } as const satisfies Record<string, Arm>;
}

/** The learners of each network's own setting. */
export const OWN_ARMS: readonly LearnerArm[] = NETWORKS.flatMap((network) =>
  (["robust-ppo", "robust-random", "ppo-ppo", "ppo-random", "blind-ppo", "dqn"] as const).map(
    (method): LearnerArm => ({ method, setting: network, options: { network: { setting: network } } }),
  ),
);

/** Figs 6-9: the learners of the sweeps' other values. */
export const SWEEP_ARMS: readonly LearnerArm[] = NETWORKS.flatMap((network) =>
  (Object.keys(SWEEPS) as Sweep[]).flatMap((sweep) => {
    const { standard, options }: SweepOptions = SWEEPS[sweep];
    return sweepOf(network, sweep)
      .filter(({ value }) => value !== standard)
      .flatMap(({ value, setting }) =>
        sweptMethods(network, sweep).map((method) => ({ method, setting, options: options(network, value) })),
      );
  }),
);

/** The largest error of what is observed where final policies are compared, cell radii: the twin's. */
export const MISLED = 0.25;
/** The errors over which the final policies of each network are drawn. */
export const MISLED_RADII = [0.05, 0.1, 0.15, 0.2, MISLED];

/** Seeds fixed before they were run, on which the headline is run again. */
export const FRESH_SEEDS = Array.from({ length: 20 }, (_, i) => 200 + i);
export const FRESH = `${PRINTED}, seeds 200-219`;
export const FRESH_ARMS: readonly LearnerArm[] = ([...COMPARED, "robust-random"] as const).map((method) => {
  return { method, setting: FRESH, options: { network: { setting: PRINTED } } };
});

/** The settings of `LABELLED_READINGS`, by what they change. */
export const settingOf = (label: string) => `${PRINTED}, ${label}`;

/** The headline and every other reading, with the setting that each is run in. */
export const READING_SETTINGS: readonly (readonly [label: string, setting: string])[] = [
  [PRINTED, PRINTED],
  ...Object.keys(LABELLED_READINGS).map((label) => [label, settingOf(label)] as const),
];

/** The compared learners in every other reading. */
export const READING_ARMS: readonly LearnerArm[] = Object.entries<Change>(LABELLED_READINGS).flatMap(
  ([label, { network, ...options }]) =>
    COMPARED.map((method) => {
      return { method, setting: settingOf(label), options: { ...options, network: { setting: PRINTED, ...network } } };
    }),
);

/** The first edition's learner, which standardised rewards and advantages, in the two networks that it was judged in. */
const FIRST_EDITION = LABELLED_READINGS["the first edition's learner"];
export const FIRST_EDITION_ARMS: readonly LearnerArm[] = (["literal", "benign"] as const).flatMap((network) =>
  COMPARED.map((method) => {
    const setting = firstEditionIn(network);
    return { method, setting, options: { ...FIRST_EDITION, network: { setting: network } } };
  }),
);
export function firstEditionIn(network: Network): string {
  return `${network}, the first edition's learner`;
}

/** The run that measures what the robust loss keeps of its gradient, and the half widths of its boxes. */
export const ROBUST_LOSS: Arm = { method: "robust-loss", setting: PRINTED };
export const ROBUST_LOSS_RADII = [0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25];
