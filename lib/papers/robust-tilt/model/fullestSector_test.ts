import { expect, test } from "vitest";
import { meansBySeed } from "../../../policies/index.ts";
import { servingSector } from "../../../radio/index.ts";
import { rngFrom } from "../../../random/index.ts";
import { fullestSector, possiblyFullest } from "./fullestSector.ts";
import { RobustTilt } from "./robustTilt.ts";

const SECTORS = { site: [3, -2], azimuthsDeg: [0, 120, 240] } as const;
const degreesOf = (x: number, y: number) => ((180 / Math.PI) * Math.atan2(y, x) + 360) % 360;

test("the sectors that errors can make the fullest are those that a search of errors finds", () => {
  const rng = rngFrom(1, "errors");
  for (let trial = 0; trial < 30; trial++) {
    const positions = Float64Array.from({ length: 8 }, () => 60 * rng.uniform() - 30);
    const errorM = [0, 2, 6, 15][trial % 4];
    const found = new Set<number>();
    for (let draw = 0; draw < 3000; draw++) {
      const counts = [0, 0, 0];
      for (let i = 0; i < 8; i += 2) {
        // Half of the draws are corners, where the extremes are.
        const error = () => errorM * (draw % 2 === 0 ? Math.sign(rng.uniform() - 0.5) : 2 * rng.uniform() - 1);
        const angle = degreesOf(positions[i] - 3 + error(), positions[i + 1] + 2 + error());
        counts[servingSector(angle, SECTORS.azimuthsDeg)]++;
      }
      found.add(counts.indexOf(Math.max(...counts)));
    }
    expect(possiblyFullest(positions, errorM, SECTORS)).toEqual([...found].sort());
  }
});

test("the rule beats all fixed tilts of the literal setting, and an attacker takes the more the more he may", () => {
  const seeds = [0, 1];
  const literal = new RobustTilt({ setting: "literal" }, { seeds, copies: 5 });
  const reached = [0, 0.1, 0.25].map((attackedBy) => {
    const means = meansBySeed(literal, fullestSector({ attackedBy }), { episodes: 10 });
    return means.reduce((sum, { reward }) => sum + reward / seeds.length, 0);
  });
  expect(reached[0]).toBeGreaterThan(120);
  expect(reached[0]).toBeGreaterThan(reached[1] + 10);
  expect(reached[1]).toBeGreaterThan(reached[2] + 10);
});
