"""Trains the recogniser while other processes make the lines: on one core of two, or on a GPU beside many cores.

    python -m scripts.recogniser.train FONTS WEIGHTS.pt --minutes 50
    python -m scripts.recogniser.train FONTS BETTER.pt --minutes 30 --start WEIGHTS.pt --rate 0.001
    python -m scripts.recogniser.train FONTS WEIGHTS.pt --minutes 9 --device cuda --makers 15 --pixels 24576 --kept 4000

The learning rate follows the clock, not the number of lines: however busy the machine is, it has come down to nothing
when the time is over.
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from scripts.recogniser import fonts, text
from scripts.recogniser.alphabet import BLANK
from scripts.recogniser.feed import Feed, Makers, Prepared
from scripts.recogniser.lines import PIXELS, LineSource
from scripts.recogniser.measure import Reading, Summary, read_all, summary
from scripts.recogniser.net import LineReader

WARM_UP = 0.03  # of the time
REPORTS = 12


def loss_of(reader: LineReader, prepared: Prepared) -> Tensor:
    """CTC loss a letter; the grey beside short lines is read too, so that it is learnt to say nothing."""
    with torch.autocast(prepared.pictures.device.type, torch.bfloat16):
        logits = reader(prepared.pictures)
    chances = logits.float().log_softmax(2).transpose(0, 1)  # [steps, lines, classes]
    steps = torch.full_like(prepared.lengths, chances.shape[0])
    losses = nn.functional.ctc_loss(
        chances, prepared.letters, steps, prepared.lengths, blank=BLANK, reduction="none", zero_infinity=True
    )
    return (losses / prepared.lengths).mean()


def rate_at(progress: float, peak: float) -> float:
    return (
        peak * min(1.0, progress / WARM_UP + 0.05) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))
    )


def held_out_sample(folder: Path, count: int, seed: int) -> list[Reading]:
    source = LineSource(seed, fonts.by_family(folder, held_out=True))
    return [Reading(line.picture, line.text) for line in (source.line(text.any_line) for _ in range(count))]


def train(options: argparse.Namespace) -> None:
    device = torch.device(options.device)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    reader = LineReader().to(device, memory_format=torch.channels_last)
    if options.start:
        reader.load_state_dict(torch.load(options.start, map_location=device, weights_only=True))
    optimiser = optimiser_of(reader, options.rate)
    settled = 0 if options.start else options.settled
    made, makers = Makers(options.fonts, options.makers, options.seed, settled, options.pixels).start()
    feed = Feed(made, options.kept, options.seed, device)
    sample = held_out_sample(options.fonts, 400, seed=97)
    losses: list[Tensor] = []
    began, read, steps, reported = time.monotonic(), 0, 0, 0
    while reported < REPORTS:
        progress = (time.monotonic() - began) / (60 * options.minutes)
        for group in optimiser.param_groups:
            group["lr"] = rate_at(progress, options.rate)
        prepared = feed.next()
        loss = loss_of(reader, prepared)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
        optimiser.step()
        losses = [*losses[-400:], loss.detach()]
        read += len(prepared.lengths)
        steps += 1
        if progress * REPORTS >= reported + 1:
            reported += 1
            torch.save(reader.state_dict(), options.weights)
            recent = torch.stack(losses).mean().item()
            said = f"steps {steps} lines {read} (new {feed.new}) loss {recent:.4f}"
            print(f"{progress:5.0%} {said} held-out fonts: {held_out_result(reader, sample)}", flush=True)
    for maker in makers:
        maker.terminate()


def optimiser_of(reader: LineReader, rate: float) -> torch.optim.Optimizer:
    decay = [weight for weight in reader.parameters() if weight.ndim > 1]
    free = [weight for weight in reader.parameters() if weight.ndim <= 1]
    groups = [{"params": decay, "weight_decay": 0.02}, {"params": free, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate)


def held_out_result(reader: LineReader, sample: list[Reading]) -> Summary:
    def scores(pictures: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            found: np.ndarray = reader(torch.from_numpy(pictures).to(device)).cpu().numpy()
        return found

    device = next(reader.parameters()).device
    reader.eval()
    result = summary(read_all(scores, sample))
    reader.train()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fonts", type=Path, help="folder of catalogue.json")
    parser.add_argument("weights", type=Path, help="where the weights are written, and rewritten at each report")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--rate", type=float, default=0.002, help="highest learning rate")
    parser.add_argument("--settled", type=int, default=50_000, help="lines until the mixture is the final one")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--makers", type=int, default=1, help="processes that make lines")
    parser.add_argument("--pixels", type=int, default=PIXELS, help="of width in a batch")
    parser.add_argument("--kept", type=int, default=1500, help="batches kept to be read again")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
