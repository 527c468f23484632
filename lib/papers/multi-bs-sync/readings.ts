import type { Reading } from "../../study/index.ts";

const GAINS = ["B1", "B2", "B4"];
const ALL = ["B1", "B2", "B3", "B4", "B5"];

/** What paper B leaves open, as far as it can be set today: the headline's value first. */
export const readings: readonly Reading[] = [
  {
    path: "network.localReward",
    values: ["penalised", "plain", "team"],
    kind: "choice",
    why: "the local reward of IQL in B (37) is not printed; by the team's reward IQL does nearly what VDN does",
    claims: GAINS,
  },
  {
    path: "network.penalty",
    values: [-1, -5, -10, -30],
    kind: "choice",
    why: "rho of B (16) has no value; below the worth of a user's rate IQL gains by serving it twice",
    claims: GAINS,
  },
  {
    path: "network.interference",
    values: ["once", "literal"],
    kind: "choice",
    why: "B (3) and B (5) have a synchronisation inside the sum over users: printed, it interferes once for each of them",
    claims: ALL,
  },
  {
    path: "network.distance",
    values: ["printed", "euclidean"],
    kind: "printed",
    why: "d is the root of a norm in the text below B (2), which makes the gain fall with the distance itself",
    claims: ALL,
  },
  {
    path: "network.synchronisationBlock",
    values: ["slowest", "fastest", "cheapest"],
    kind: "choice",
    why: "the action names no block for the synchronisation; the slowest that is fast enough is paper C's rule",
    claims: ALL,
  },
  {
    path: "network.rounds",
    values: [1, 3],
    kind: "printed",
    why: "Algorithm 1 is one pass over the stations; the text updates the allocations iteratively",
    claims: ALL,
  },
  {
    path: "network.head",
    values: ["factored", "literal"],
    kind: "forced",
    why: "a network with 2^(U+1) outputs, as printed, is out of reach with 12 users",
    claims: GAINS,
  },
  {
    path: "network.choice",
    values: ["overlap", "coverage", "anybody"],
    kind: "choice",
    why: "whether a station may serve any user, or those that it covers, is not said; without masks no slot is valid",
    claims: GAINS,
  },
  {
    path: "predictor",
    values: ["closed form", "GRU, printed", "GRU, increments"],
    kind: "choice",
    why: "the twin predicts by a GRU, and the headline's by the users' true mean displacement: no error of training",
    claims: ["B1", "B2", "B4", "B5"],
  },
  {
    path: "network.predictor",
    values: ["mean-displacement", "hold-last"],
    kind: "choice",
    why: "the closed form where no GRU predicts",
    claims: ["B1", "B2", "B4", "B5"],
  },
  {
    path: "network.users",
    values: [12, 10],
    kind: "printed",
    why: "12 in the text, 10 in Table II; with 10 a synchronisation costs nothing",
    claims: ["B1", "B2", "B3"],
  },
  {
    path: "network.stepM",
    values: [1, 2, 5, 10],
    kind: "choice",
    why: "the length of a step has no value",
    claims: ALL,
  },
  {
    path: "network.concentration",
    values: [0.1, 0.3, "uniform"],
    kind: "choice",
    why: "the law that each user's probabilities of moves are drawn from is not given",
    claims: [...ALL, "B6"],
  },
  {
    path: "network.room",
    values: ["covered", "area"],
    kind: "choice",
    why: "whether users may leave the stations' discs is not said",
    claims: ALL,
  },
  {
    path: "network.fading",
    values: ["constant", "rayleigh"],
    kind: "choice",
    why: "o is called the Rayleigh fading parameter, and whether it is drawn for each slot and block is not said",
    claims: ALL,
  },
  {
    path: "learner.learningRate",
    values: [1e-4, 1e-3],
    kind: "printed",
    why: "Table II's step size moves a weight by .05 at most in the 525 updates of a sweep: Q cannot reach its scale",
    claims: ["B2", "B3", "B4", "B5"],
  },
  {
    path: "updatesPerEpoch",
    values: { from: 1, to: 100 },
    kind: "choice",
    why: "how many updates an epoch has is not said",
    claims: ALL,
  },
  {
    path: "learner.capacity",
    values: [600, 32],
    kind: "choice",
    why: "the size of the replay memory is not printed; old episodes show how the others acted then",
    claims: GAINS,
  },
];
