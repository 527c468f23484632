"""Writes data/golden/pendulum.json: what Gymnasium's Pendulum-v1 does from given states under given torques, in doubles.

    python pendulum_gymnasium.py > data/golden/pendulum.json
"""
import json
import gymnasium as gym
import numpy as np

# [theta, speed]: hanging, upright, near the largest speed both ways, several turns round
STARTS = [[3.0, 0.5], [0.05, -0.1], [-2.0, 7.8], [1.0, -7.9], [20.0, 1.0]]
SLOTS = 40

rng = np.random.default_rng(0)
pendulum = gym.make("Pendulum-v1").unwrapped
cases = []
for start in STARTS:
    pendulum.reset(seed=0)
    pendulum.state = np.array(start)
    torques = [float(np.float32(u)) for u in 1.5 * rng.standard_normal(SLOTS)]  # 18 % beyond the limit
    states, seen, rewards = [], [], []
    for torque in torques:
        observation, reward, terminated, truncated, _ = pendulum.step(np.array([torque]))
        assert not terminated
        states.append([float(x) for x in pendulum.state])
        seen.append([float(x) for x in observation])
        rewards.append(float(reward))
    cases.append({"start": start, "torques": torques, "states": states, "seen": seen, "rewards": rewards})
horizon = gym.spec("Pendulum-v1").max_episode_steps
print(json.dumps({"gymnasium": gym.__version__, "horizon": horizon, "cases": cases}))
