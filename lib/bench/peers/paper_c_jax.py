"""Paper C's GRU twin + discrete SAC in JAX, as a user of JAX would write it to be fast on the CPU.

All seeds of a process are one program: vmapped over seeds, scanned over steps, environment and replay included. --jobs
processes, each pinned to one core with one thread, start together once all of them have compiled. Prints the wall time
from that start to the last one's end, and the longest time that a process compiled, which is not part of it.

The same as in ours and in paper_c_torch.py: U=10 users, N=6 RBs, horizon 30, GRU window 5 with 128 hidden units, two
hidden layers of 128 in actor and critics, batch 64, one gradient update of (two critics, actor, two targets) per
environment step after the warm-up; the warm-up acts with the policy, as in paper_c_torch.py.

Not the same:
- No assignment problem is solved. Every block offers a user the same rate, so the best assignment serves the users with
  the highest rates: a sort is enough, and no call leaves the program.
- All numbers have 32 bits, the environment's too.
- Each seed's first state (networks, moments, memory) is made before the time starts.
- The actor takes Q from the pass that the critics' loss needs anyway, as ours does.
- The GRU runs in every slot, as ours does: under vmap a condition becomes a choice between two results. Its cell is
  PyTorch's, which resets after the recurrent product.

XLA's older CPU runtime (--xla_cpu_use_thunk_runtime=false) is gone from jaxlib 0.10.2, which ignores the flag.

    python paper_c_jax.py --seeds 10 --steps 1500 --jobs 2
"""

import argparse
import multiprocessing
import os
import time
from functools import partial
from typing import NamedTuple

# Read when JAX first computes.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import numpy as np

USERS, BLOCKS, HORIZON, WINDOW = 10, 6, 30, 5
ACTIONS, FEATURES = BLOCKS + 1, 2 * USERS
HALF_SIDE, POWER, BANDWIDTH, NOISE, WEIGHT = 50.0, 1.0, 1.0, 1e-5, 0.987
MOVES = np.array([[0, 0], [0, 1], [0, -1], [-1, 0], [1, 0]], np.float32)

GRU_UNITS, HIDDEN, BATCH = 128, 128, 64
DISCOUNT, TEMPERATURE, TAU = 0.8, 0.05, 0.005
CRITIC_RATE, POLICY_RATE = 1e-3, 1e-4


class Network(NamedTuple):
    """The users, and what the twin has of them."""

    law: jax.Array  # [user, move] probabilities
    position: jax.Array  # [user, 2] m
    history: jax.Array  # [user, slot, 2] m, the twin's last estimates


class Trained(NamedTuple):
    """Parameters with the moments of Adam."""

    parameters: list
    first: list
    second: list


class Memory(NamedTuple):
    """Every step so far, by its number."""

    seen: jax.Array
    action: jax.Array
    reward: jax.Array
    next_seen: jax.Array


class Seed(NamedTuple):
    """All of the state of one seed."""

    key: jax.Array
    network: Network
    twin: dict
    policy: Trained
    critics: Trained
    targets: list
    memory: Memory


def uniform(key, shape, fan_in):
    bound = fan_in**-0.5
    return jax.random.uniform(key, shape, minval=-bound, maxval=bound)


def new_mlp(key, inputs, outputs):
    sizes = [(inputs, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, outputs)]
    keys = jax.random.split(key, len(sizes))
    return [(uniform(k, (i, o), i), jnp.zeros(o)) for k, (i, o) in zip(keys, sizes)]


def mlp(layers, x):
    for kernel, bias in layers[:-1]:
        x = jax.nn.relu(x @ kernel + bias)
    kernel, bias = layers[-1]
    return x @ kernel + bias


def new_twin(key):
    shapes = {
        "input": (2, 3 * GRU_UNITS),
        "input_bias": (3 * GRU_UNITS,),
        "recurrent": (GRU_UNITS, 3 * GRU_UNITS),
        "recurrent_bias": (3 * GRU_UNITS,),
        "output": (GRU_UNITS, 2),
        "output_bias": (2,),
    }
    keys = jax.random.split(key, len(shapes))
    return {name: uniform(k, shape, GRU_UNITS) for k, (name, shape) in zip(keys, shapes.items())}


def predicted(twin, window):
    """The GRU's next positions from a window [user, slot, 2]."""
    inputs = window @ twin["input"] + twin["input_bias"]
    hidden = jnp.zeros((USERS, GRU_UNITS))
    for slot in range(WINDOW):
        reset_in, update_in, candidate_in = jnp.split(inputs[:, slot], 3, axis=1)
        recurrent = hidden @ twin["recurrent"] + twin["recurrent_bias"]
        reset_of, update_of, candidate_of = jnp.split(recurrent, 3, axis=1)
        reset = jax.nn.sigmoid(reset_in + reset_of)
        update = jax.nn.sigmoid(update_in + update_of)
        candidate = jnp.tanh(candidate_in + reset * candidate_of)
        hidden = (1 - update) * candidate + update * hidden
    return hidden @ twin["output"] + twin["output_bias"]


def new_network(key):
    law_key, position_key = jax.random.split(key)
    # Exponential variables over their sum have Dirichlet's law with all concentrations 1.
    weights = jax.random.exponential(law_key, (USERS, len(MOVES)))
    position = jax.random.uniform(position_key, (USERS, 2), minval=-HALF_SIDE, maxval=HALF_SIDE)
    history = jnp.repeat(position[:, None], WINDOW, axis=1)
    return Network(weights / weights.sum(axis=1, keepdims=True), position, history)


def observed(network):
    return (network.position / HALF_SIDE).ravel()


def moved(key, network, action, twin):
    """The network a slot later, and the slot's reward: action 0 leaves all blocks to users, others sync on one."""
    position = network.position
    # The printed distance is the root of the norm, so that the gain is one over the norm.
    gain = 1 / jnp.maximum(jnp.linalg.norm(position, axis=1), 1e-9)
    rates = BANDWIDTH * jnp.log2(1 + POWER * gain / (BANDWIDTH * NOISE))
    highest = jnp.sort(rates)[::-1]
    is_predicting = action == 0
    rate = highest[: BLOCKS - 1].sum() + jnp.where(is_predicting, highest[BLOCKS - 1], 0)
    prediction = predicted(twin, network.history / HALF_SIDE) * HALF_SIDE
    estimate = jnp.where(is_predicting, prediction, position)
    error = ((estimate - position) ** 2).sum()
    reward = WEIGHT * rate - (1 - WEIGHT) / USERS * error
    drawn = jax.random.uniform(key, (USERS, 1))
    move = (drawn > jnp.cumsum(network.law, axis=1)).sum(axis=1).clip(max=len(MOVES) - 1)
    next_position = jnp.clip(position + jnp.asarray(MOVES)[move], -HALF_SIDE, HALF_SIDE)
    history = jnp.concatenate([network.history[:, 1:], estimate[:, None]], axis=1)
    return Network(network.law, next_position, history), reward


def untrained(parameters):
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    return Trained(parameters, zeros, jax.tree.map(jnp.zeros_like, parameters))


def adam(trained, gradients, rate, count):
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, trained.first, gradients)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, trained.second, gradients)
    step = rate * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    parameters = jax.tree.map(lambda p, m, v: p - step * m / (jnp.sqrt(v) + 1e-8), trained.parameters, first, second)
    return Trained(parameters, first, second)


def new_seed(key, steps):
    key, network_key, twin_key, policy_key, *critic_keys = jax.random.split(key, 6)
    critics = [new_mlp(k, FEATURES, ACTIONS) for k in critic_keys]
    memory = Memory(
        seen=jnp.zeros((steps, FEATURES)),
        action=jnp.zeros(steps, jnp.int32),
        reward=jnp.zeros(steps),
        next_seen=jnp.zeros((steps, FEATURES)),
    )
    return Seed(
        key,
        new_network(network_key),
        new_twin(twin_key),
        untrained(new_mlp(policy_key, FEATURES, ACTIONS)),
        untrained(critics),
        jax.tree.map(jnp.copy, critics),
        memory,
    )


def updated(seed, key, count, filled):
    """The seed after one update of critics, actor and targets, the `count`-th, on a batch of the `filled` steps."""
    rows = jax.random.randint(key, (BATCH,), 0, filled)
    batch = jax.tree.map(lambda kept: kept[rows], seed.memory)

    next_log = jax.nn.log_softmax(mlp(seed.policy.parameters, batch.next_seen))
    next_q = jnp.minimum(*(mlp(target, batch.next_seen) for target in seed.targets))
    value = (jnp.exp(next_log) * (next_q - TEMPERATURE * next_log)).sum(axis=1)
    goal = batch.reward + DISCOUNT * value

    def critic_loss(critics):
        q = [mlp(critic, batch.seen) for critic in critics]
        taken = [jnp.take_along_axis(each, batch.action[:, None], axis=1)[:, 0] for each in q]
        return sum(((each - goal) ** 2).mean() for each in taken), jnp.minimum(*q)

    def policy_loss(policy):
        log = jax.nn.log_softmax(mlp(policy, batch.seen))
        return (jnp.exp(log) * (TEMPERATURE * log - smaller_q)).sum(axis=1).mean()

    critic_gradients, smaller_q = jax.grad(critic_loss, has_aux=True)(seed.critics.parameters)
    policy_gradients = jax.grad(policy_loss)(seed.policy.parameters)
    critics = adam(seed.critics, critic_gradients, CRITIC_RATE, count)
    return seed._replace(
        critics=critics,
        policy=adam(seed.policy, policy_gradients, POLICY_RATE, count),
        targets=jax.tree.map(lambda t, q: t + TAU * (q - t), seed.targets, critics.parameters),
    )


def stepped(seed, i, warm_up, is_training):
    """The seed after step i, with an update where it is training."""
    key, act_key, move_key, reset_key, batch_key = jax.random.split(seed.key, 5)
    seen = observed(seed.network)
    action = jax.random.categorical(act_key, mlp(seed.policy.parameters, seen))
    network, reward = moved(move_key, seed.network, action, seed.twin)
    kept = Memory(seen, action, reward, observed(network))
    memory = jax.tree.map(lambda all_steps, this: all_steps.at[i].set(this), seed.memory, kept)
    # The same in all seeds, so that it stays a condition under vmap.
    is_last = (i + 1) % HORIZON == 0
    network = jax.lax.cond(is_last, lambda: new_network(reset_key), lambda: network)
    seed = seed._replace(key=key, network=network, memory=memory)
    return updated(seed, batch_key, i - warm_up + 1.0, i + 1) if is_training else seed


@partial(jax.jit, static_argnames=("begin", "end", "warm_up", "is_training"), donate_argnames="seeds")
def played(seeds, begin, end, warm_up, is_training):
    """All seeds after the steps from `begin` to before `end`."""
    step = jax.vmap(partial(stepped, warm_up=warm_up, is_training=is_training), in_axes=(0, None))
    return jax.lax.scan(lambda state, i: (step(state, i), None), seeds, jnp.arange(begin, end))[0]


def train(job, numbers, steps, warm_up):
    """Trains seeds in this process: when it began and ended on the machine's clock, and how long it compiled, s."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[job % len(cores)]})
    keys = jax.vmap(jax.random.key)(numbers)
    seeds = jax.block_until_ready(jax.vmap(partial(new_seed, steps=steps))(keys))
    begin = time.monotonic()
    warming = played.lower(seeds, 0, warm_up, warm_up, False).compile()
    training = played.lower(seeds, warm_up, steps, warm_up, True).compile()
    compile_s = time.monotonic() - begin
    START.wait(timeout=600)
    begin = time.monotonic()
    seeds = jax.block_until_ready(training(warming(seeds)))
    end = time.monotonic()
    assert bool(jnp.isfinite(seeds.critics.parameters[0][0][0]).all())
    return begin, end, compile_s


def share(start):
    global START
    START = start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--warmup", type=int, default=150)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    # A forked process would inherit JAX's locks.
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(options.jobs)
    blocks = np.array_split(np.arange(options.seeds), options.jobs)
    work = [(job, numbers, options.steps, options.warmup) for job, numbers in enumerate(blocks)]
    with context.Pool(options.jobs, share, (start,)) as pool:
        begins, ends, compile_s = zip(*pool.starmap(train, work, chunksize=1))
    wall = max(ends) - min(begins)
    rate = options.seeds * options.steps / wall
    print(
        f"seeds {options.seeds} steps {options.steps} wall_s {wall:.2f} "
        f"env_steps_per_s {rate:.0f} compile_s {max(compile_s):.2f}"
    )


if __name__ == "__main__":
    main()
