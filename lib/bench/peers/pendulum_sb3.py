"""Stable-Baselines3's PPO or TD3 on Gymnasium's Pendulum-v1, one seed after the other on one thread of the CPU.

Settings are those of RL Zoo, without its state-dependent exploration for PPO, and with a smaller warm-up and smaller networks
for TD3. Every --every steps of the environment the mean policy plays --episodes episodes; their time does not count.
Prints JSON: points [steps], returns [seed][point] and seconds of training of all seeds together.

    python pendulum_sb3.py --algorithm ppo --seeds 10 --steps 102400 --every 20480
"""
import argparse, json, time
import gymnasium as gym
import numpy as np
import torch
from stable_baselines3 import PPO, TD3
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.noise import NormalActionNoise


def ppo(seed):
    environment = make_vec_env("Pendulum-v1", n_envs=4, seed=seed)
    return PPO("MlpPolicy", environment, n_steps=1024, batch_size=64, n_epochs=10, gamma=0.9, gae_lambda=0.95,
               learning_rate=1e-3, clip_range=0.2, ent_coef=0.0, vf_coef=0.5, max_grad_norm=0.5,
               policy_kwargs={"net_arch": [64, 64], "activation_fn": torch.nn.Tanh}, seed=seed, device="cpu")


def td3(seed):
    environment = make_vec_env("Pendulum-v1", n_envs=1, seed=seed)
    return TD3("MlpPolicy", environment, gamma=0.98, learning_rate=1e-3, buffer_size=200_000, learning_starts=1_000,
               batch_size=256, tau=0.005, train_freq=1, gradient_steps=1, policy_delay=2, target_policy_noise=0.2,
               target_noise_clip=0.5, action_noise=NormalActionNoise(np.zeros(1), 0.1 * np.ones(1)),
               policy_kwargs={"net_arch": [64, 64]}, seed=seed, device="cpu")


def mean_return(model, episodes, seed):
    judge = gym.make_vec("Pendulum-v1", num_envs=episodes, vectorization_mode="sync")
    seen, _ = judge.reset(seed=1_000_000 + 1_000 * seed)
    total = np.zeros(episodes)
    for _ in range(200):
        action, _ = model.predict(seen, deterministic=True)
        seen, reward, _, _, _ = judge.step(action)
        total += reward
    return float(total.mean())


class Judging(BaseCallback):
    """Judges every so many steps, between two calls of the learner's own work."""

    def __init__(self, every, judge):
        super().__init__()
        self.every, self.judge, self.returns, self.seconds = every, judge, [], 0.0

    def judge_if_due(self):
        if self.num_timesteps >= self.every * (len(self.returns) + 1):
            begin = time.perf_counter()
            self.returns.append(self.judge(self.model))
            self.seconds += time.perf_counter() - begin

    # TD3 updates after its step: what is judged is the policy before the step's update.
    def _on_step(self):
        if isinstance(self.model, TD3):
            self.judge_if_due()
        return True

    # PPO updates after its rollout: what the next rollout starts with is judged.
    def _on_rollout_start(self):
        if isinstance(self.model, PPO):
            self.judge_if_due()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--algorithm", choices=["ppo", "td3"], required=True)
    ap.add_argument("--seeds", type=int, default=10)
    ap.add_argument("--steps", type=int, required=True)
    ap.add_argument("--every", type=int, required=True)
    ap.add_argument("--episodes", type=int, default=100)
    a = ap.parse_args()
    torch.set_num_threads(1)
    points = list(range(a.every, a.steps + 1, a.every))
    returns, seconds = [], 0.0
    for seed in range(a.seeds):
        model = {"ppo": ppo, "td3": td3}[a.algorithm](seed)
        judging = Judging(a.every, lambda model: mean_return(model, a.episodes, seed))
        begin = time.perf_counter()
        model.learn(a.steps, callback=judging)
        seconds += time.perf_counter() - begin - judging.seconds
        if len(judging.returns) < len(points):
            judging.returns.append(mean_return(model, a.episodes, seed))
        returns.append(judging.returns[: len(points)])
    print(json.dumps({"points": points, "returns": returns, "seconds": seconds}))
