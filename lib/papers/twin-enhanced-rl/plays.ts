import { createQLearning, type PlayOptions, play } from "../../agents/index.ts";
import { DigitalSpace } from "../../digital/index.ts";
import type { Observation } from "../../environments/index.ts";
import { type Figure, palette, playScene, type SceneKind } from "../../figures/index.ts";
import { epsilonGreedy, type Policy } from "../../policies/index.ts";
import { rngFrom, streamsOf } from "../../random/index.ts";
import { tableOf } from "../../study/index.ts";
import { AccessPointSelection } from "./model/accessPointSelection.ts";
import { flyTo } from "./model/flights.ts";
import { bestHover } from "./model/placements.ts";
import { UavCoverage } from "./model/uavCoverage.ts";
import { nearestUav } from "./model/uavs.ts";

/** Sets of the learner of the road before it is watched, and tasks that are watched. */
const BEFORE = 1500;
const WATCHED = 12;
/** Actions of a set, n. */
const ACTIONS = 5;

const ON_ROAD = "on the road";
const IN_TWIN = "in the twin";
const ROAD_KINDS: Readonly<Record<string, SceneKind>> = {
  "coverage of an access point": { mark: "line", colour: "#c4c4c4", size: 4 },
  "chosen, success": { mark: "line", colour: palette[2].colour, size: 7 },
  "chosen, failure": { mark: "line", colour: palette[1].colour, size: 7 },
  vehicle: { mark: "point", colour: palette[0].colour, shape: ["triangle-right", "triangle-right"], size: 15 },
};

/**
 * A drive along a seed's road by a learner that is still learning: its uploads on the road, and beside them those that
 * the twin tries from the same place.
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
    const isGood = step.metrics.success[0] === 1;
    const tried = [...(outcomes?.actions ?? [])].map((action, i) => [action, (outcomes?.returns[i] ?? 0) > 0] as const);
    draw(frame, ON_ROAD, new Map([[actions[0], isGood]]));
    draw(frame, IN_TWIN, new Map(tried));
    titles.push(`task ${frame + 1}: ${isGood ? "sent" : "failed"}, reward ${step.rewards[0].toFixed(0)}`);
  }
  return playScene(tableOf(rows), {
    name: "twin-enhanced-rl/road",
    caption:
      `A learner after ${BEFORE} sets drives along a road of five sections with ten access points each. On the road it ` +
      "tries one of them, in the twin four others from the same place.",
    panels: [ON_ROAD, IN_TWIN],
    kinds: ROAD_KINDS,
    x: [0, 5000],
    y: [-1, 11],
    xTitle: "Along the road (m)",
    titleOf: (frame) => titles[frame],
    ratio: 0.6,
  });

  /** The section's access points, those that were tried by whether they succeeded, and the vehicle. */
  function draw(frame: number, panel: string, tried: ReadonlyMap<number, boolean>): void {
    for (const [i, { startM, endM }] of points.entries()) {
      const success = tried.get(i);
      const kind = success === undefined ? "coverage of an access point" : `chosen, ${success ? "success" : "failure"}`;
      rows.push({ frame, panel, kind, x: startM, x2: endM, y: i + 1, y2: i + 1 });
    }
    rows.push({ frame, panel, kind: "vehicle", x, x2: x, y: 0, y2: 0 });
  }
}

/** Slots k and domains J of the predictions in the flight's twin. */
const STEPS = 8;
const DOMAINS = 4;
/** Slots between two frames, and slots shown. */
const EVERY = 14;
const SLOTS = 89;

const PHYSICAL = "physical";
const AHEAD = "in the twin, eight slots ahead";
const FLIGHT_KINDS: Readonly<Record<string, SceneKind>> = {
  "served by": { mark: "line", colour: "#d0d0d0", size: 1.5 },
  user: { mark: "point", colour: palette[0].colour, size: 8 },
  UAV: { mark: "point", colour: palette[1].colour, shape: ["triangle-up", "triangle-up"], size: 13 },
  "UAV after 8 slots, by domain": {
    mark: "point",
    colour: palette[2].colour,
    shape: ["triangle-up", "triangle-up-open"],
    size: 9,
  },
};

/** A flight to the best placement, and beside it where four domains of the twin expect it to be in eight slots. */
export function flightPlay(seed = 0): Figure {
  const seeds = [seed];
  const make = () => new UavCoverage({ userSpeedMps: 1 }, { seeds });
  const area = make();
  const domains = Array.from({ length: DOMAINS }, make);
  const space = new DigitalSpace({ seeds, tries: 1, domains, discount: 1 });
  let observation: Observation = area.reset(streamsOf(seeds, 1, "evaluation"));
  const { points } = bestHover(area, 0);
  const pilot = flyTo(() => points)(area, streamsOf(seeds, 1, "evaluation"));
  const rng = rngFrom(seed, "continuation");
  const policy = epsilonGreedy(
    inEveryDomain(domains, points),
    area.actionSpace.n,
    () => 0.1,
    () => rng,
  );
  const { uavs, users } = area.configuration;
  const actions = new Int32Array(uavs);
  const rows: Record<string, number | string>[] = [];
  const titles = new Map<number, string>();
  for (let slot = 0; slot < SLOTS; slot++) {
    pilot.act(observation, actions, "exploit");
    const isShown = slot % EVERY === 0;
    if (isShown) {
      space.predict(area, actions, { steps: STEPS, policy });
      drawService(slot);
      draw(slot, PHYSICAL);
      draw(slot, AHEAD);
      for (const domain of domains) {
        for (let m = 0; m < uavs; m++) point(slot, AHEAD, "UAV after 8 slots, by domain", domain.uavs, m);
      }
    }
    const step = area.step(actions);
    observation = step;
    if (isShown) titles.set(slot, `slot ${slot}: ${step.rewards[0].toFixed(1)} bit/s/Hz a user`);
  }
  return playScene(tableOf(rows), {
    name: "twin-enhanced-rl/flight",
    caption:
      "Four UAVs fly from the hangar to the best placement over ten users, who walk here (those of Fig. 5 stand). The twin is " +
      "forked in each slot and predicts eight slots in four domains, each with chance of its own (one move in ten is random).",
    panels: [PHYSICAL, AHEAD],
    kinds: FLIGHT_KINDS,
    x: [-10, 410],
    y: [-10, 410],
    xTitle: "x (m)",
    yTitle: "y (m)",
    titleOf: (frame) => titles.get(frame) as string,
  });

  function draw(frame: number, panel: string): void {
    for (let u = 0; u < users; u++) point(frame, panel, "user", area.users, u);
    for (let m = 0; m < uavs; m++) point(frame, panel, "UAV", area.uavs, m);
  }

  function drawService(frame: number): void {
    for (let u = 0; u < users; u++) {
      const [x, y] = area.users.subarray(2 * u);
      const { uav } = nearestUav(x, y, area.uavs);
      const [x2, y2] = area.uavs.subarray(2 * uav);
      rows.push({ frame, panel: PHYSICAL, kind: "served by", x, y, x2, y2 });
    }
  }

  function point(frame: number, panel: string, kind: string, places: Float64Array, i: number): void {
    const [x, y] = places.subarray(2 * i);
    rows.push({ frame, panel, kind, x, y, x2: x, y2: y });
  }
}

/** One policy for actions [domain, UAV]: a pilot to the same points in each domain, which looks at its own. */
function inEveryDomain(domains: readonly UavCoverage[], points: ReturnType<typeof bestHover>["points"]): Policy {
  const pilots = domains.map((domain) => flyTo(() => points)(domain, []));
  return {
    act(seen, out) {
      const width = out.length / domains.length;
      for (const [d, pilot] of pilots.entries()) pilot.act(seen, out.subarray(d * width, (d + 1) * width), "exploit");
    },
    forget() {},
  };
}
