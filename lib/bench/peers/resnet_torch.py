"""Training of a residual network for images of 32 x 32 in PyTorch, one thread: Adam, no augmentation, images in memory.

    python resnet_torch.py --width 16 --stages 1,1,1 --batch 64 --updates 20
"""
import argparse
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, channels, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.shortcut = nn.Sequential()
        if channels != out:
            self.shortcut = nn.Sequential(nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.shortcut(x))


class Residual(nn.Module):
    def __init__(self, width, stages):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU())
        blocks, channels = [], width
        for stage, count in enumerate(stages):
            for _ in range(count):
                out = width * 2**stage
                blocks.append(Block(channels, out, 1 if channels == out else 2))
                channels = out
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Linear(channels, 10)

    def forward(self, x):
        return self.head(self.blocks(self.stem(x)).mean((2, 3)))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--width", type=int, default=16)
    ap.add_argument("--stages", default="1,1,1")
    ap.add_argument("--batch", type=int, default=64)
    ap.add_argument("--updates", type=int, default=20)
    ap.add_argument("--channels-last", action="store_true")
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = Residual(a.width, [int(n) for n in a.stages.split(",")])
    pixels = torch.randint(0, 256, (a.batch * 8, 3, 32, 32), dtype=torch.uint8)
    labels = torch.randint(0, 10, (len(pixels),))
    if a.channels_last:
        model = model.to(memory_format=torch.channels_last)
        pixels = pixels.to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(model.parameters(), 1e-3)

    def update():
        chosen = torch.randint(0, len(pixels), (a.batch,))
        loss = F.cross_entropy(model((pixels[chosen].float() - 127.5) / 64), labels[chosen])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    for _ in range(min(3, a.updates)):
        update()
    start = time.perf_counter()
    for _ in range(a.updates):
        update()
    print(f"images_per_s {a.batch * a.updates / (time.perf_counter() - start):.1f}")
