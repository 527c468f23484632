import { expect, test } from "vitest";
import { AgentInputs, type AgentSizes } from "./agentInputs.ts";

/** Two replicas of two copies of three agents, who see a number each: replica, copy, agent. */
const seen = Float32Array.from(
  [0, 1].flatMap((r) => [0, 1].flatMap((c) => [0, 1, 2].map((a) => 100 * r + 10 * c + a))),
);
const inputs = (sizes: Partial<AgentSizes> = {}) =>
  new AgentInputs({ replicas: 2, agents: 3, features: 1, parameters: "separate", critic: "own", ...sizes });

test("samples of an agent lie together, in the order of its networks", () => {
  const separate = inputs();
  expect([separate.networks, separate.own, separate.judged]).toEqual([6, 1, 1]);
  const ordered = [0, 10, 1, 11, 2, 12, 100, 110, 101, 111, 102, 112];
  expect([...separate.ofPolicies(seen)]).toEqual(ordered);
  expect([...separate.ofCritics(seen)]).toEqual(ordered);
  expect(separate.sampleAt(3, 2, 2)).toBe(11);
});

test("one network for all is told which agent it is", () => {
  const shared = inputs({ parameters: "shared" });
  expect([shared.networks, shared.own]).toEqual([2, 4]);
  expect([...shared.ofPolicies(seen).slice(0, 12)]).toEqual([0, 1, 0, 0, 10, 1, 0, 0, 1, 0, 1, 0]);
});

test("a joint critic sees the others first, then what its policy sees", () => {
  const joint = inputs({ critic: "joint", parameters: "shared" });
  expect([joint.own, joint.judged]).toEqual([4, 6]);
  const judged = joint.ofCritics(seen);
  expect([...judged.slice(0, 6)]).toEqual([1, 2, 0, 1, 0, 0]);
  expect([...judged.slice(-6)]).toEqual([110, 111, 112, 0, 0, 1]);
  expect(joint.ofPolicies(seen)).toEqual(inputs({ parameters: "shared" }).ofPolicies(seen));
});

test("numbers that are of no whole copies are refused", () => {
  expect(() => inputs().ofPolicies(new Float32Array(7))).toThrow("no whole copies of 2 replicas x 3 agents x 1");
});
