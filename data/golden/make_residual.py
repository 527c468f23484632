"""Golden values of residual networks, in double precision, by PyTorch: writes residual.json beside this file.

    python make_residual.py          needs torch and numpy

Parameters and images are not stored: both sides make them by `sequence`. Kernels are [row, column, in, out] here, as in
the project, and images [image, row, column, channel].
"""
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

MEMORY, EPSILON, RATE = 0.1, 1e-5, 0.05


def sequence(seed):
    """Numbers in [-1, 1): a linear congruential generator, of which the upper 24 bits are taken."""
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield (state >> 8) / 2**23 - 1


def draw(numbers, shape, scale=1.0, shift=0.0):
    values = [shift + scale * next(numbers) for _ in range(int(np.prod(shape)))]
    return np.array(values, np.float32).astype(np.float64).reshape(shape)


def shapes(width, stages, classes):
    """Kernels in the order of the forward pass: stem; of each block both convolutions, then its shortcut."""
    kernels, channels = [(3, 3, 3, width)], width
    for stage, blocks in enumerate(stages):
        for _ in range(blocks):
            out = width * 2**stage
            kernels += [(3, 3, channels, out), (3, 3, out, out)]
            if channels != out:
                kernels.append((1, 1, channels, out))
            channels = out
    parameters = [shape for kernel in kernels for shape in (kernel, (kernel[3],), (kernel[3],))]
    return kernels, parameters + [(1, channels, classes), (1, 1, classes)]


def make_parameters(parameter_shapes, numbers):
    values = []
    for i, shape in enumerate(parameter_shapes):
        if len(shape) == 4:
            values.append(draw(numbers, shape, (6 / np.prod(shape[:3])) ** 0.5))
        elif len(shape) == 1:
            values.append(draw(numbers, shape, 0.5, 1.0 if i % 3 == 1 else 0.0))
        else:
            values.append(draw(numbers, shape, 0.5))
    return [torch.tensor(value, requires_grad=True) for value in values]


def forward(images, values, running, width, stages, training):
    layer = 0

    def convolve(x, stride):
        nonlocal layer
        kernel, gamma, beta = values[3 * layer : 3 * layer + 3]
        x = F.conv2d(x, kernel.permute(3, 2, 0, 1), stride=stride, padding=kernel.shape[0] // 2)
        mean, variance = running[2 * layer : 2 * layer + 2]
        layer += 1
        return F.batch_norm(x, mean, variance, gamma, beta, training, MEMORY, EPSILON)

    x = F.relu(convolve(images.permute(0, 3, 1, 2), 1))
    channels = width
    for stage, blocks in enumerate(stages):
        for _ in range(blocks):
            out = width * 2**stage
            stride = 1 if channels == out else 2
            y = convolve(F.relu(convolve(x, stride)), 1)
            x = F.relu(y + (x if channels == out else convolve(x, stride)))
            channels = out
    return x.mean((2, 3)) @ values[-2][0] + values[-1][0]


def case(name, width, stages, count, classes=10, seed=1):
    kernels, parameter_shapes = shapes(width, stages, classes)
    numbers = sequence(seed)
    values = make_parameters(parameter_shapes, numbers)
    images = torch.tensor(draw(numbers, (count, 32, 32, 3), 2.0))
    labels = [(3 * i + 1) % classes for i in range(count)]
    running = [t for kernel in kernels for t in (torch.zeros(kernel[3]).double(), torch.ones(kernel[3]).double())]
    with torch.no_grad():
        before = forward(images, values, running, width, stages, False)
    logits = forward(images, values, running, width, stages, True)
    loss = F.cross_entropy(logits, torch.tensor(labels))
    loss.backward()
    with torch.no_grad():
        for value in values:
            value -= RATE * value.grad
        after = forward(images, values, running, width, stages, False)
    rounded = lambda tensor: [float(f"{x:.9g}") for x in tensor.detach().flatten().tolist()]
    return {
        "name": name,
        "width": width,
        "stages": stages,
        "labels": labels,
        "seed": seed,
        "rate": RATE,
        "shapes": parameter_shapes,
        "logits_before": rounded(before),
        "logits_of_batch": rounded(logits),
        "loss": float(loss.detach()),
        "gradient_norms": [float(f"{value.grad.norm():.9g}") for value in values],
        "gradient_begins": [rounded(value.grad.flatten()[:16]) for value in values],
        "running_after": [rounded(statistic) for statistic in running],
        "logits_after": rounded(after),
    }


if __name__ == "__main__":
    cases = [case("ResNet-8", 4, [1, 1, 1], 3), case("ResNet-18", 4, [2, 2, 2, 2], 4)]
    path = Path(__file__).with_name("residual.json")
    path.write_text(json.dumps({"cases": cases}, separators=(",", ":")) + "\n")
    print(path.name, path.stat().st_size, "bytes")
