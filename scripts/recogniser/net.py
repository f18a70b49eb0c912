"""The network: a small residual trunk, a look along the line in both directions, a class for each step of 4 pixels."""

import torch
from torch import Tensor, nn

from scripts.recogniser.alphabet import CLASSES

Size = int | tuple[int, int]


def _same(kernel: Size) -> Size:
    return kernel // 2 if isinstance(kernel, int) else (kernel[0] // 2, kernel[1] // 2)


def convolution(
    inner: int, outer: int, kernel: Size = 3, stride: Size = 1, padding: Size | None = None
) -> nn.Sequential:
    padding = _same(kernel) if padding is None else padding
    return nn.Sequential(
        nn.Conv2d(inner, outer, kernel, stride, padding, bias=False), nn.BatchNorm2d(outer), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    """Two convolutions and the way around them; the shape stays."""

    def __init__(self, channels: int, kernel: Size = 3) -> None:
        super().__init__()
        self.first = convolution(channels, channels, kernel)
        self.second = nn.Sequential(
            nn.Conv2d(channels, channels, kernel, 1, _same(kernel), bias=False), nn.BatchNorm2d(channels)
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.second(self.first(x)))


class LineReader(nn.Module):
    """Lines [n, 3, 48, width] in -1..1, BGR -> logits [n, width / 4 rounded up, CLASSES].

    Plain convolutions in multiples of 32 channels, no separable ones: bfloat16 matrix units make these the cheaper.
    """

    def __init__(
        self, channels: tuple[int, int, int, int] = (32, 64, 128, 192), column: int = 256, state: int = 160
    ) -> None:
        super().__init__()
        first, second, third, fourth = channels
        self.trunk = nn.Sequential(
            convolution(3, first, 3, 2),  # 24 rows
            convolution(first, second, 3, 2),  # 12
            Residual(second),
            convolution(second, third, 3, (2, 1)),  # 6
            Residual(third),
            convolution(third, fourth, 3, (2, 1)),  # 3
            convolution(fourth, column, (3, 1), (3, 1), 0),  # 1
            Residual(column, (1, 3)),
        )
        self.along = nn.LSTM(column, state, bidirectional=True, batch_first=True)
        self.drop = nn.Dropout(0.1)
        self.classes = nn.Linear(2 * state, CLASSES)

    def forward(self, x: Tensor) -> Tensor:
        steps = self.trunk(x).squeeze(2).transpose(1, 2)
        steps, _ = self.along(steps)
        return self.classes(self.drop(steps))


class Scores(nn.Module):
    """LineReader with the softmax that PaddleX expects of an exported recogniser."""

    def __init__(self, reader: LineReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, x: Tensor) -> Tensor:
        return torch.softmax(self.reader(x), dim=2)
