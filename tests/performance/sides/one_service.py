"""Ours: one service as it runs, until it is told to stop."""

from shared.run import main
from tests.performance.sides.report import task

if __name__ == "__main__":
    main(task()["service"])
