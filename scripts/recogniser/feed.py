"""Batches for training: new ones as other processes make them, old ones in between, bent and lit anew each time."""

import math
import multiprocessing
import multiprocessing.queues
import queue
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import cv2
import torch
from torch import Tensor, nn

from scripts.recogniser import fonts
from scripts.recogniser.chance import happens, seeded
from scripts.recogniser.lines import Batch, LineSource

QUEUE = 64  # batches made ahead
FIRST = 50  # batches to wait for before one is read a second time


@dataclass(frozen=True)
class Prepared:
    """`pictures` [lines, 3, 48, width] float in -1..1; `letters` [letters of all lines] and `lengths` [lines] long."""

    pictures: Tensor
    letters: Tensor
    lengths: Tensor


@dataclass(frozen=True)
class Makers:
    """What the processes that make the lines are told."""

    folder: Path
    count: int
    seed: int
    settled: int  # lines until the mixture is the final one, over all makers
    pixels: int  # of width in a batch

    def start(self) -> tuple[multiprocessing.queues.Queue, list[BaseProcess]]:
        context = multiprocessing.get_context("spawn")
        made: multiprocessing.queues.Queue = context.Queue(QUEUE)
        makers: list[BaseProcess] = [
            context.Process(target=_make_batches, args=(made, self, number), daemon=True)
            for number in range(self.count)
        ]
        for maker in makers:
            maker.start()
        return made, makers


def _make_batches(out: multiprocessing.queues.Queue, makers: Makers, number: int) -> None:
    cv2.setNumThreads(1)
    source = LineSource(makers.seed * 1000 + number, fonts.by_family(makers.folder, held_out=False))
    settled = makers.settled // makers.count
    for batch in source.batches(settled, done=0 if settled else 1, pixels=makers.pixels):
        out.put(batch)


class Feed:
    """New batches as they come, old ones in between rather than waiting. At most `kept` are held, on the device."""

    def __init__(self, made: multiprocessing.queues.Queue, kept: int, seed: int, device: torch.device) -> None:
        self.made = made
        self.most = kept
        self.chance = seeded(seed)
        self.device = device
        self.kept: list[tuple[Tensor, Tensor, Tensor]] = []
        self.new = 0

    def next(self) -> Prepared:
        pictures, letters, lengths = self._next()
        return Prepared(self._damaged(pictures.permute(0, 3, 1, 2).float().div_(127.5).sub_(1)), letters, lengths)

    def _next(self) -> tuple[Tensor, Tensor, Tensor]:
        try:
            batch: Batch = self.made.get(block=len(self.kept) < FIRST)
        except queue.Empty:
            return self.chance.choice(self.kept)
        self.new += len(batch.classes)
        told = (
            torch.from_numpy(batch.pictures).to(self.device),
            torch.tensor([number for line in batch.classes for number in line], device=self.device),
            torch.tensor([len(line) for line in batch.classes], device=self.device),
        )
        if len(self.kept) < self.most:
            self.kept.append(told)
        else:
            self.kept[self.chance.randrange(self.most)] = told
        return told

    def _damaged(self, pictures: Tensor) -> Tensor:
        """What costs little where the network is trained, so that a line read again is not the same line."""
        if happens(self.chance, 0.7):
            pictures = _bent(pictures)
        lines = (len(pictures), 1, 1, 1)
        if happens(self.chance, 0.04):
            pictures = -pictures
        if happens(self.chance, 0.4):
            pictures = pictures * torch.empty(lines, device=self.device).uniform_(0.6, 1.0)
        if happens(self.chance, 0.3):
            pictures = pictures + torch.randn_like(pictures) * torch.empty(lines, device=self.device).uniform_(0, 0.08)
        return pictures.contiguous(memory_format=torch.channels_last)


def _bent(pictures: Tensor) -> Tensor:
    """Each line a little wider or narrower, higher or lower, slanted and waved, as no font file has it."""
    count, _, height, width = pictures.shape
    device = pictures.device

    def drawn(low: float, high: float) -> Tensor:
        return torch.empty(count, 1, 1, device=device).uniform_(low, high)

    y = torch.linspace(-1, 1, height, device=device)[None, :, None].expand(count, height, width)
    x = torch.linspace(-1, 1, width, device=device)[None, None, :].expand(count, height, width)
    tall = height / width
    # The left edge stays where it is: shifted to the left a first letter would be lost.
    at_x = (x + 1) * drawn(0.94, 1.06) - 1 + tall * (y * drawn(-0.08, 0.08) - 0.02)
    at_x = at_x + 0.04 * tall * torch.sin(x / tall * drawn(1, 6) + y * 2 + drawn(0, 2 * math.pi))
    at_y = y * drawn(0.94, 1.06) + drawn(-0.04, 0.04)
    at_y = at_y + 0.03 * torch.sin(x / tall * drawn(1, 4) + drawn(0, 2 * math.pi))
    grid = torch.stack((at_x, at_y), 3)
    bent: Tensor = nn.functional.grid_sample(pictures, grid, padding_mode="border", align_corners=True)
    return bent
