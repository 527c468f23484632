import { DigitalSpace } from "../../digital/index.ts";
import type { Observation } from "../../environments/index.ts";
import { type Figure, palette, playScene, type SceneKind } from "../../figures/index.ts";
import { epsilonGreedy } from "../../policies/index.ts";
import { rngFrom, streamsOf } from "../../random/index.ts";
import { tableOf } from "../../study/tableOf.ts";
import { bestHover, flyTo } from "./model/flights.ts";
import { nearestUav, UavCoverage } from "./model/uavCoverage.ts";

/** k and J of what the twin predicts. */
const STEPS = 8;
const DOMAINS = 4;
/** Slots between two frames, and slots shown. */
const EVERY = 14;
const SLOTS = 89;

const KINDS: Readonly<Record<string, SceneKind>> = {
  "served by": { mark: "line", colour: "#d0d0d0", size: 1.5 },
  user: { mark: "point", colour: palette[0]?.colour ?? "", size: 8 },
  UAV: { mark: "point", colour: palette[1]?.colour ?? "", shape: ["triangle-up", "triangle-up"], size: 13 },
  "UAV after 8 slots, by domain": {
    mark: "point",
    colour: palette[2]?.colour ?? "",
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
  const followers = domains.map((domain) => flyTo(() => points)(domain, streamsOf(seeds, 1, "digital")));
  const rng = rngFrom(seed, "continuation");
  const { uavs, users } = area.configuration;
  const follow = epsilonGreedy(
    {
      // [domain, UAV]: each pilot looks at its own domain.
      act(seen, out) {
        const own = new Int32Array(uavs);
        for (const [d, follower] of followers.entries()) {
          follower.act(seen, own, "exploit");
          out.set(own, d * uavs);
        }
      },
      forget() {},
    },
    5,
    () => 0.1,
    () => rng,
  );
  const actions = new Int32Array(uavs);
  const rows: Record<string, number | string>[] = [];
  const titles = new Map<number, string>();
  for (let slot = 0; slot < SLOTS; slot++) {
    pilot.act(observation, actions, "exploit");
    const isShown = slot % EVERY === 0;
    if (isShown) {
      const before = area.uavs.slice();
      space.predict(area, actions, { steps: STEPS, policy: follow });
      drawService(slot, before);
      draw(slot, "physical", before);
      draw(slot, "in the twin, eight slots ahead", before);
      for (const domain of domains) {
        for (let m = 0; m < uavs; m++)
          point(slot, "in the twin, eight slots ahead", "UAV after 8 slots, by domain", domain.uavs, m);
      }
    }
    const step = area.step(actions);
    observation = step;
    if (isShown) titles.set(slot, `slot ${slot}: ${step.rewards[0].toFixed(1)} bit/s/Hz a user`);
  }
  return playScene(tableOf(rows), {
    name: "twin-enhanced-rl/flight",
    caption:
      "Four UAVs fly from the hangar to the best placement over ten walking users. The twin is forked in each slot and " +
      "predicts eight slots in four domains, each with chance of its own (one move in ten is random there).",
    panels: ["physical", "in the twin, eight slots ahead"],
    kinds: KINDS,
    x: [-10, 410],
    y: [-10, 410],
    xTitle: "x (m)",
    yTitle: "y (m)",
    titleOf: (frame) => titles.get(frame) as string,
  });

  function draw(frame: number, panel: string, at: Float64Array): void {
    for (let u = 0; u < users; u++) point(frame, panel, "user", area.users, u);
    for (let m = 0; m < uavs; m++) point(frame, panel, "UAV", at, m);
  }

  function drawService(frame: number, at: Float64Array): void {
    for (let u = 0; u < users; u++) {
      const [x, y] = [area.users[2 * u], area.users[2 * u + 1]];
      const { uav } = nearestUav(x, y, at);
      const [x2, y2] = [at[2 * uav], at[2 * uav + 1]];
      rows.push({ frame, panel: "physical", kind: "served by", x, y, x2, y2 });
    }
  }

  function point(frame: number, panel: string, kind: string, of: Float64Array, i: number): void {
    const [x, y] = [of[2 * i], of[2 * i + 1]];
    rows.push({ frame, panel, kind, x, y, x2: x, y2: y });
  }
}
