"""Supervised training of a GRU in PyTorch, one thread: windows of 5 slots, 128 hidden units, batch 256, Adam.

    python gru_torch.py --size 20 --updates 200
"""
import argparse, time
import torch, torch.nn as nn


class Predictor(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.gru = nn.GRU(size, 128, bias=False, batch_first=True)
        self.out = nn.Linear(128, size, bias=False)

    def forward(self, window):
        return self.out(self.gru(window)[0][:, -1])


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--size", type=int, default=20)
    ap.add_argument("--updates", type=int, default=200)
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = Predictor(a.size)
    optimiser = torch.optim.Adam(model.parameters(), 1e-3)
    x, y = torch.randn(256 * 64, 5, a.size), torch.randn(256 * 64, a.size)

    def update():
        chosen = torch.randint(0, len(x), (256,))
        loss = nn.functional.mse_loss(model(x[chosen]), y[chosen])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    for _ in range(20):
        update()
    start = time.perf_counter()
    for _ in range(a.updates):
        update()
    print(f"samples_per_s {256 * a.updates / (time.perf_counter() - start):.0f}")
