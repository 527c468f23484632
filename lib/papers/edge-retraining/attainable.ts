import { emptyActions } from "../../environments/index.ts";
import { type Figure, palette, playScene } from "../../figures/index.ts";
import { streamsOf } from "../../random/index.ts";
import { mean } from "../../statistics/index.ts";
import { tableOf } from "../../study/index.ts";
import { classifierTable } from "./model/classifiers.ts";
import { EdgeRetraining } from "./model/edgeRetraining.ts";
import { configureEdgeRetraining, type EdgeRetrainingOptions } from "./model/edgeRetrainingConfiguration.ts";
import { optimalSplit } from "./model/optimalSplit.ts";
import { SCHEMES, type Scheme, shortName } from "./settings.ts";

/** Accuracies that a retraining may attain, that of a model in a zone it does not know, and images that a slot shows. */
const defaults = { attainable: [0.8, 0.83, 0.86, 0.89, 0.92, 0.95, 0.98], unknown: 0.5, samples: 100 } as const;
const COMPARED = ["proposed", "single"] as const;

/** An episode of a scheme whose models are a table. */
export interface AttainableRow {
  readonly attainable: number;
  readonly scheme: (typeof COMPARED)[number];
  /** mean of a slot, s */
  readonly cost: number;
  /** share of the users' slots below the bound */
  readonly below: number;
  /** [slot] mean accuracy of the users */
  readonly accuracies: readonly number[];
}

/**
 * Episodes of two timescales and of one, whose models attain a given accuracy: a table in place of networks, for a look that
 * takes seconds and for no result.
 *
 * @param options of the network, such as `deployment`
 */
export function attainableRuns(
  options: EdgeRetrainingOptions = {},
  seeds: readonly number[] = [0, 1, 2],
  attainable: readonly number[] = defaults.attainable,
): AttainableRow[] {
  const { unknown, samples } = defaults;
  return attainable.flatMap((known) =>
    COMPARED.map((scheme) => {
      const { network }: Scheme = SCHEMES[scheme];
      const configuration = configureEdgeRetraining({ samples, ...options, ...network });
      const classifiers = classifierTable({ known, unknown });
      const environment = new EdgeRetraining(configuration, { classifiers, seeds });
      const streams = streamsOf(seeds, 1, "evaluation");
      const policy = optimalSplit()(environment, streams);
      const actions = emptyActions(environment) as Float32Array;
      let seen = environment.reset(streams);
      const slots = Array.from({ length: configuration.horizon }, () => {
        policy.act(seen, actions, "exploit");
        const { rewards, metrics, ...next } = environment.step(actions);
        const slot = {
          cost: -mean([...rewards]),
          below: mean([...metrics.below]),
          accuracy: mean([...metrics.accuracy]),
        };
        seen = next;
        return slot;
      });
      return {
        attainable: known,
        scheme,
        cost: mean(slots.map(({ cost }) => cost)),
        below: mean(slots.map(({ below }) => below)),
        accuracies: slots.map(({ accuracy }) => accuracy),
      };
    }),
  );
}

const KINDS = {
  bound: { mark: "line", colour: "#999999", size: 1.5 },
  [shortName("proposed")]: { mark: "line", colour: palette[0].colour, size: 2.5 },
  [shortName("single")]: { mark: "line", colour: palette[1].colour, size: 2.5 },
} as const;

/** The accuracy of two timescales and of one slot by slot; the slider is the accuracy that a retraining attains. */
export function attainableFigure(rows: readonly AttainableRow[], bound = 0.85): Figure {
  const slots = rows[0].accuracies.length;
  const frameOf = (attainable: number) => Math.round(100 * attainable);
  const things = rows.flatMap(({ attainable, scheme, accuracies }) =>
    accuracies.slice(1).map((accuracy, i) => ({
      frame: frameOf(attainable),
      panel: "accuracy",
      kind: shortName(scheme),
      x: i,
      y: accuracies[i],
      x2: i + 1,
      y2: accuracy,
    })),
  );
  const bounds = [...new Set(rows.map(({ attainable }) => frameOf(attainable)))].map((frame) => {
    return { frame, panel: "accuracy", kind: "bound", x: 0, y: bound, x2: slots - 1, y2: bound };
  });
  return playScene(tableOf([...bounds, ...things]), {
    name: "edge-retraining/attainable",
    caption:
      "Mean accuracy of the users by slot where a retraining attains what the slider says (a table in place of networks): well " +
      "above the bound, one timescale retrains as seldom as two and two save little; near it, it retrains without end.",
    panels: ["accuracy"],
    kinds: KINDS,
    x: [0, slots - 1],
    y: [0.45, 1],
    xTitle: "Slot",
    yTitle: "Mean accuracy",
    titleOf: (frame) => `attains .${frame}: ${savingAt(rows, frame / 100)}`,
    ratio: 0.7,
  });
}

/** What two timescales cost over one at an attainable accuracy, and the slots below of both, in words. */
function savingAt(rows: readonly AttainableRow[], attainable: number): string {
  const at = rows.filter((row) => Math.abs(row.attainable - attainable) < 1e-6);
  const [two, one] = COMPARED.map((scheme) => at.find((row) => row.scheme === scheme) as AttainableRow);
  const percent = (share: number) => (100 * share).toFixed(0);
  return `cost ${percent(two.cost / one.cost - 1)} %, below ${percent(two.below)} against ${percent(one.below)} %`;
}
