import { join } from "node:path";
import { expect, test } from "vitest";
import { runGolden } from "../../golden/runGolden.ts";
import { ROOT } from "../../records/index.ts";
import { golden } from "./golden.ts";

const FOLDER = join(ROOT, "data/golden");

test("a connection taken away and data of the printed size are failures", () => {
  const alone = { ...golden, uplink_rate: (i: object) => golden.uplink_rate({ ...i, connected: 0 }) };
  expect(runGolden(FOLDER, { D: alone }, ["D/uplink_rate"]).failures.length).toBeGreaterThan(3);
  const printed = { ...golden, frame: (i: object) => golden.frame({ ...i, size_form: "l2" }) };
  expect(runGolden(FOLDER, { D: printed }, ["D/frame"]).failures.length).toBeGreaterThan(1);
});
