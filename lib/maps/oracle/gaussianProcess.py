"""Writes gaussianProcess.json: a Gaussian process over readings by numpy, which shares no line with ours.

python lib/maps/oracle/gaussianProcess.py
"""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(7)


def correlation(levels, ordered, length, a, b):
    """k_d of every pair of two columns of levels"""
    if ordered:
        u, v = a / (levels - 1), b / (levels - 1)
        return np.exp(-((u[:, None] - v[None, :]) ** 2) / (2 * length**2))
    return np.where(a[:, None] == b[None, :], 1.0, np.exp(-1 / length))


def covariance(axes, logs, x, z):
    *lengths, main, together = np.exp(logs)
    parts = [correlation(n, o, l, x[:, d], z[:, d]) for d, ((n, o), l) in enumerate(zip(axes, lengths))]
    return main * np.mean(parts, axis=0) + together * np.prod(parts, axis=0)


def case(axes, f, count):
    x = np.stack([rng.integers(0, n, count) for n, _ in axes], axis=1)
    z = np.stack([rng.integers(0, n, 40) for n, _ in axes], axis=1)
    noise = rng.uniform(0.01, 0.2, count)
    y = f(x) + np.sqrt(noise) * rng.standard_normal(count)
    logs = rng.normal(0, 0.5, len(axes) + 2)
    k = covariance(axes, logs, x, x)
    # ours adds a billionth to the diagonal, so that equal readings can be factored
    ky = k + np.diag(1e-9 * np.diag(k) + noise)
    inverse = np.linalg.inv(ky)
    ones = np.ones(count)
    m = ones @ inverse @ y / (ones @ inverse @ ones)
    across = covariance(axes, logs, x, z)
    mean = m + across.T @ inverse @ (y - m)
    variance = np.diag(covariance(axes, logs, z, z) - across.T @ inverse @ across)
    likelihood = -0.5 * (y - m) @ inverse @ (y - m) - 0.5 * np.linalg.slogdet(ky)[1] - count / 2 * np.log(2 * np.pi)
    middle = np.array([np.log(1.5)] * len(axes) + [np.log(0.5)] * 2)
    prior = -0.5 * np.sum((logs - middle) ** 2)
    return {
        "axes": [{"levels": list(range(n)), "isOrdered": o} for n, o in axes],
        "places": x.tolist(), "values": y.tolist(), "noises": noise.tolist(), "logs": logs.tolist(),
        "at": z.tolist(), "mean": mean.tolist(), "deviation": np.sqrt(variance).tolist(),
        "logPosterior": likelihood + prior,
    }


cases = [
    case([(5, True), (3, False), (2, False)], lambda x: np.sin(x[:, 0]) + (x[:, 1] == 2), 40),
    case([(4, True), (6, True), (4, False), (2, False)], lambda x: 0.3 * x[:, 0] * (x[:, 3] == 1) - 0.2 * x[:, 1], 60),
]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
