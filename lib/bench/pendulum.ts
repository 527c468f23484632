import { defineEnvironment, type Environment, type EnvironmentRules } from "../environments/index.ts";

const [G, MASS, LENGTH, SLOT_S] = [10, 1, 1, 0.05];
const [MAX_SPEED, MAX_TORQUE] = [8, 2];

/**
 * Gymnasium's Pendulum-v1: swing a rod up and hold it there with a torque too weak to lift it at once. theta is 0 where it
 * stands and grows counter-clockwise; the reward is -(theta^2 + .1 theta'^2 + .001 u^2) with theta within +-pi, before the
 * slot; 200 slots, then the episode is cut. It measures learners and serves no paper, hence it lives here.
 *
 * State theta (rad) and theta' (rad/s); seen are cos theta, sin theta and theta'; the action is u (N m), clipped to +-2.
 */
export const PENDULUM: EnvironmentRules = {
  name: "pendulum",
  observationSpace: { kind: "box", size: 3, low: -MAX_SPEED, high: MAX_SPEED },
  actionSpace: { kind: "box", size: 1, low: -MAX_TORQUE, high: MAX_TORQUE },
  horizon: 200,
  stateSize: 2,
  reset(state, { start }) {
    state[0] = Math.PI * (2 * start.uniform() - 1);
    state[1] = 2 * start.uniform() - 1;
  },
  observe(state, values) {
    const [theta, speed] = state as unknown as [number, number];
    values[0] = Math.cos(theta);
    values[1] = Math.sin(theta);
    values[2] = speed;
  },
  step(state, action) {
    const [theta, speed] = state as unknown as [number, number];
    const u = within(action[0], MAX_TORQUE);
    const acceleration = ((3 * G) / (2 * LENGTH)) * Math.sin(theta) + (3 / (MASS * LENGTH ** 2)) * u;
    const next = within(speed + acceleration * SLOT_S, MAX_SPEED);
    state[0] = theta + next * SLOT_S;
    state[1] = next;
    return { reward: -(wrapped(theta) ** 2 + 0.1 * speed ** 2 + 0.001 * u ** 2) };
  },
};

/** @param rows replica-major */
export function pendulum(rows: number): Environment {
  return defineEnvironment(PENDULUM, rows);
}

function within(x: number, limit: number): number {
  return Math.min(Math.max(x, -limit), limit);
}

/** The same angle in -pi .. pi. */
function wrapped(theta: number): number {
  return theta - 2 * Math.PI * Math.floor((theta + Math.PI) / (2 * Math.PI));
}
