import { expect, test } from "vitest";
import { readingsTable } from "../study/index.ts";
import { PAPERS } from "./index.ts";

/** Fields that figures sweep over, or that learners beyond the paper change. */
const NO_READINGS: Readonly<Record<string, readonly string[]>> = {
  A: ["network.error", "network.users", "network.observes"],
  B: [
    ...["network.weight", "network.resourceBlocks", "network.users", "network.observeAge"],
    ...["learner.discount", "learner.rewards", "learner.explorationShare"],
    ...[
      "learner.hidden",
      "learner.batchSize",
      "learner.double",
      "learner.lambda",
      "learner.inputLayer",
      "learner.gradientNorm",
    ],
  ],
  C: ["network.weight", "learner.discount", "learner.policyLearningRate", "learner.criticLearningRate"],
  // Its framework: how many actions are tried, in which domains, over which link, and what an agent sees of the road.
  E: [
    ...["actions", "ahead", "domains.count", "domains.edgeErrorM", "domains.rateErrorDb", "road.observedCellM"],
    ...["link.period", "link.delay", "link.loss", "link.price", "agentLink.period"],
  ],
};

/** Fields that learners of flights beyond paper E change. */
const FLIGHTS_BEYOND = [
  "area.ownReward",
  "area.observe",
  "learner.whose",
  "learner.finalLearningRate",
  "learner.discount",
];

/** Runs that learn nothing, or in a way of their own. */
const NO_LEARNERS = ["policies", "predictor", "robust-loss", "road policies", "flight policies", "parallel", "risk"];
/** The claim of paper E that each of its studies bears on. */
const CLAIM_OF: Readonly<Record<string, string>> = { road: "E1", flight: "E2" };
/** Fields by which learners and their twins may differ. */
const FIELDS =
  /^(network|learner|chooser|predictor|gruTraining|trajectories|penaltyWeight|road|actions|physicalCounts|domains|link|ahead|agentLink|area|predictionSteps|continuation|storedDomains|synchroniseEvery)/;

/** Every field of a configuration by its dotted path; lists are values. */
function fieldsOf(value: unknown, path = ""): [path: string, value: string][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, path === "" ? key : `${path}.${key}`));
}

test.each(PAPERS.filter(({ letter }) => letter in NO_READINGS))(
  "paper $letter: learners and their twins differ from the headline's in values that a reading lists",
  ({ letter, readings, study }) => {
    const plan = study.plan("paper").filter(({ method }) => !NO_LEARNERS.includes(method));
    // Paper E has two studies, each with a headline and readings of its own: a path may be in both.
    const studies = letter === "E" ? [...Map.groupBy(plan, ({ method }) => method).values()] : [plan];
    for (const arms of studies) {
      const claim = letter === "E" ? CLAIM_OF[arms[0].method] : undefined;
      const own = readings.filter(({ claims }) => claim === undefined || claims.includes(claim));
      const learners = arms.map(({ configuration }) => fieldsOf(configuration));
      const headline = new Map(learners[0]);
      const changes = learners.flat().filter(([path, value]) => FIELDS.test(path) && headline.get(path) !== value);
      const unlisted = changes.filter(([path, value]) => {
        if (NO_READINGS[letter].includes(path)) return false;
        if (claim === "E2" && FLIGHTS_BEYOND.includes(path)) return false;
        const values = own.find((reading) => reading.path === path)?.values ?? [];
        return !("from" in values) && !values.some((one) => JSON.stringify(one) === value);
      });
      expect(unlisted).toEqual([]);
      for (const { path, values } of own) {
        if (!("from" in values) && headline.has(path)) expect(JSON.stringify(values[0]), path).toBe(headline.get(path));
      }
    }
  },
);

test("the table of readings says what the paper says, what is taken, why, and what else it could be", () => {
  const [first, second] = readingsTable([
    { path: "a.b", says: "x", takes: "one", values: [1, [2, 3], "four"], kind: "choice", why: "so", claims: [] },
    { path: "c", values: { from: 1, to: 9 }, kind: "choice", why: "thus", claims: [] },
  ]);
  expect(first).toEqual({
    "the paper says": "x",
    "we take": "one",
    why: "so",
    "could be": "[2, 3]; four",
    "set by": "a.b",
  });
  expect(second).toMatchObject({ "the paper says": "nothing", "we take": "1 to 9", "could be": "" });
});
