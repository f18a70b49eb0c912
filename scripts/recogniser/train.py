"""Trains the recogniser on one core while another process makes the lines.

    python -m scripts.recogniser.train FONTS WEIGHTS.pt --minutes 50
    python -m scripts.recogniser.train FONTS BETTER.pt --minutes 30 --start WEIGHTS.pt --rate 0.001

The learning rate follows the clock, not the number of lines: however busy the machine is, it has come down to nothing
when the time is over.
"""

import argparse
import math
import multiprocessing
import multiprocessing.queues
import queue
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from scripts.recogniser import fonts, text
from scripts.recogniser.alphabet import BLANK
from scripts.recogniser.chance import happens, seeded
from scripts.recogniser.lines import Batch, LineSource
from scripts.recogniser.measure import Reading, Summary, read_all, summary
from scripts.recogniser.net import LineReader

QUEUE = 64  # batches made ahead
KEPT = 1500  # batches kept to be read again when the maker of lines is the slower of the two
WARM_UP = 0.03  # of the time
REPORTS = 12


def make_batches(out: multiprocessing.queues.Queue, folder: Path, seed: int, settled: int) -> None:
    cv2.setNumThreads(1)
    source = LineSource(seed, fonts.by_family(folder, held_out=False))
    for batch in source.batches(settled, done=0 if settled else 1):
        out.put(batch)


class Feed:
    """New batches as they come, old ones in between rather than waiting."""

    def __init__(self, incoming: multiprocessing.queues.Queue, seed: int) -> None:
        self.incoming = incoming
        self.chance = seeded(seed)
        self.kept: list[Batch] = []
        self.new = 0

    def __next__(self) -> Batch:
        try:
            batch: Batch = self.incoming.get(block=len(self.kept) < 50)
        except queue.Empty:
            return self.chance.choice(self.kept)
        self.new += len(batch.classes)
        if len(self.kept) < KEPT:
            self.kept.append(batch)
        else:
            self.kept[self.chance.randrange(KEPT)] = batch
        return batch

    def prepared(self) -> tuple[Tensor, Batch]:
        """A batch and its pictures as the network takes them, at times inverted or flattened."""
        batch = next(self)
        pictures = torch.from_numpy(batch.pictures).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)
        if happens(self.chance, 0.04):
            pictures = -pictures
        if happens(self.chance, 0.3):
            pictures = pictures * self.chance.uniform(0.6, 1.0)
        return pictures.contiguous(memory_format=torch.channels_last), batch


def loss_of(reader: LineReader, pictures: Tensor, batch: Batch) -> Tensor:
    """CTC loss a letter; the grey beside short lines is read too, so that it is learnt to say nothing."""
    with torch.autocast("cpu", torch.bfloat16):
        logits = reader(pictures)
    chances = logits.float().log_softmax(2).transpose(0, 1)  # [steps, lines, classes]
    lengths = torch.tensor([len(line) for line in batch.classes])
    steps = torch.full_like(lengths, chances.shape[0])
    flat = torch.tensor([number for line in batch.classes for number in line])
    losses = nn.functional.ctc_loss(chances, flat, steps, lengths, blank=BLANK, reduction="none", zero_infinity=True)
    return (losses / lengths).mean()


def rate_at(progress: float, peak: float) -> float:
    return (
        peak * min(1.0, progress / WARM_UP + 0.05) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))
    )


def held_out_sample(folder: Path, count: int, seed: int) -> list[Reading]:
    source = LineSource(seed, fonts.by_family(folder, held_out=True))
    return [Reading(line.picture, line.text) for line in (source.line(text.any_line) for _ in range(count))]


def train(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    reader = LineReader().to(memory_format=torch.channels_last)
    if options.start:
        reader.load_state_dict(torch.load(options.start, weights_only=True))
    decay = [weight for weight in reader.parameters() if weight.ndim > 1]
    free = [weight for weight in reader.parameters() if weight.ndim <= 1]
    groups = [{"params": decay, "weight_decay": 0.02}, {"params": free, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=options.rate)
    context = multiprocessing.get_context("spawn")
    incoming = context.Queue(QUEUE)
    settled = 0 if options.start else options.settled
    maker = context.Process(target=make_batches, args=(incoming, options.fonts, options.seed, settled), daemon=True)
    maker.start()
    feed = Feed(incoming, options.seed)
    sample = held_out_sample(options.fonts, 120, seed=97)
    began, read, losses, reported = time.monotonic(), 0, [], 0
    while reported < REPORTS:
        progress = (time.monotonic() - began) / (60 * options.minutes)
        for group in optimiser.param_groups:
            group["lr"] = rate_at(progress, options.rate)
        pictures, batch = feed.prepared()
        loss = loss_of(reader, pictures, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
        optimiser.step()
        losses.append(loss.item())
        read += len(batch.classes)
        if progress * REPORTS >= reported + 1:
            reported += 1
            torch.save(reader.state_dict(), options.weights)
            result, recent = held_out_result(reader, sample), losses[-400:]
            said = f"lines {read} (new {feed.new}) loss {sum(recent) / len(recent):.4f} held-out fonts: {result}"
            print(f"{progress:5.0%} {said}", flush=True)
    maker.terminate()


def held_out_result(reader: LineReader, sample: list[Reading]) -> Summary:
    def scores(pictures: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            found: np.ndarray = reader(torch.from_numpy(pictures)).numpy()
        return found

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
    train(parser.parse_args())


if __name__ == "__main__":
    main()
