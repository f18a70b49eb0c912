"""Reads every photograph of a folder with the card reader as its worker would."""

from pathlib import Path

from services.identity.engines.cards import CardReader
from services.identity.settings import CardSettings, load
from tests.performance.sides.report import report, task
from tests.performance.sides.working import Working


def main() -> None:
    photographs = [file.read_bytes() for file in sorted(Path(task()["folder"]).glob("*.jpg"))]
    reader = CardReader.start(load(CardSettings))
    reader.read(photographs[0])  # the first pays for what is loaded late
    working = Working()
    for photograph in photographs:
        with working:
            reader.read(photograph)
    report(len(photographs), working.total, **working.told())


if __name__ == "__main__":
    main()
