import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { constantChannel, rayleighChannel } from "./channel.ts";

const interference = Float64Array.of(0.25, 0.5);
/** Two users and two blocks, nothing of it known yet. */
const unknown = () => ({
  fading: new Float64Array(4).fill(Number.NaN),
  cloudFading: new Float64Array(2).fill(Number.NaN),
  interference: new Float64Array(2).fill(Number.NaN),
});

test("without fading every link has gain 1, the cloud's too, and nothing is drawn", () => {
  const [rng, state] = [rngFrom("channel"), unknown()];
  constantChannel(interference).draw(0, rng, state);
  expect(state).toEqual({
    fading: new Float64Array(4).fill(1),
    cloudFading: new Float64Array(2).fill(1),
    interference,
  });
  expect(rng.state).toEqual(rngFrom("channel").state);
});

test("with Rayleigh fading each link and block takes one exponential number, the users' first, then the cloud's", () => {
  const [rng, same, state] = [rngFrom("channel"), rngFrom("channel"), unknown()];
  rayleighChannel(interference).draw(0, rng, state);
  expect([...state.fading, ...state.cloudFading]).toEqual(Array.from({ length: 6 }, () => same.exponential()));
  expect(state.interference).toEqual(interference);
  expect(rng.state).toEqual(same.state);
});
