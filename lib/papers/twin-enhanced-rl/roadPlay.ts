import { createQLearning, type PlayOptions, play } from "../../agents/index.ts";
import { DigitalSpace } from "../../digital/index.ts";
import { type Figure, palette, playScene, type SceneKind } from "../../figures/index.ts";
import { streamsOf } from "../../random/index.ts";
import { tableOf } from "../../study/tableOf.ts";
import { AccessPointSelection } from "./model/accessPointSelection.ts";

/** Sets that the learner has had before it is watched, and tasks that are watched. */
const BEFORE = 1500;
const WATCHED = 12;
/** n */
const ACTIONS = 5;

const KINDS: Readonly<Record<string, SceneKind>> = {
  "coverage of an access point": { mark: "line", colour: "#c4c4c4", size: 4 },
  "chosen, success": { mark: "line", colour: palette[2]?.colour ?? "", size: 7 },
  "chosen, failure": { mark: "line", colour: palette[1]?.colour ?? "", size: 7 },
  vehicle: { mark: "point", colour: palette[0]?.colour ?? "", shape: ["triangle-right", "triangle-right"], size: 15 },
};

/**
 * A drive along a seed's road by a learner that is still learning: what it does on the road, and beside it what the twin
 * tries from the same place.
 */
export function roadPlay(seed = 0): Figure {
  const seeds = [seed];
  const tries = ACTIONS - 1;
  const road = new AccessPointSelection({ next: "drive on" }, { seeds });
  const learner = createQLearning(road, streamsOf(seeds, 1, "training"));
  const twin = new AccessPointSelection({ next: "drive on" }, { seeds, copies: tries });
  const space = new DigitalSpace({ seeds, tries, domains: [twin], discount: 0.9 });
  const observation = road.reset(streamsOf(seeds, 1, "training"));
  const rows: Record<string, number | string>[] = [];
  const titles: string[] = [];
  let [x, points] = [0, road.pointsAt(0)];
  const beside: PlayOptions["beside"] = (_seen, actions) => {
    [x, points] = [road.positions[0], road.pointsAt(0)];
    return space.tryOthers(road, actions as Int32Array);
  };
  let frame = -BEFORE - 1;
  for (const { actions, outcomes, step } of play(road, learner, { observation, slots: BEFORE + WATCHED, beside })) {
    frame++;
    if (frame < 0) continue;
    const show = (panel: string, chosen: ReadonlyMap<number, boolean>) => {
      for (const [i, { startM, endM }] of points.entries()) {
        const success = chosen.get(i);
        const kind =
          success === undefined ? "coverage of an access point" : `chosen, ${success ? "success" : "failure"}`;
        rows.push({ frame, panel, kind, x: startM, x2: endM, y: i + 1, y2: i + 1 });
      }
      rows.push({ frame, panel, kind: "vehicle", x, x2: x, y: 0, y2: 0 });
    };
    const isGood = step.metrics.success?.[0] === 1;
    const tried = new Map([...(outcomes?.actions ?? [])].map((a, i) => [a, (outcomes?.returns[i] as number) > 0]));
    show("on the road", new Map([[actions[0], isGood]]));
    show("in the twin", tried);
    titles.push(`task ${frame + 1}: ${isGood ? "sent" : "failed"}, reward ${step.rewards[0].toFixed(0)}`);
  }
  return playScene(tableOf(rows), {
    name: "twin-enhanced-rl/road",
    caption:
      `A learner after ${BEFORE} sets drives along a road of five sections with ten access points each. On the road it ` +
      "tries one of them, in the twin four others from the same place.",
    panels: ["on the road", "in the twin"],
    kinds: KINDS,
    x: [0, 5000],
    y: [-1, 11],
    xTitle: "Along the road (m)",
    titleOf: (frame) => titles[frame],
    ratio: 0.6,
  });
}
