"""python -m deploy.demo.story: starts the province where it does not run, and tells the story on it."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from deploy.demo.story.album import Album
from deploy.demo.story.browser import chromium
from deploy.demo.story.chapters import entering, meeting, news, poll, question, registering, regulation
from deploy.demo.story.ledger import Ledger
from deploy.demo.story.people import address_of
from deploy.demo.story.told import Story
from deploy.demo.story.witness import Witness
from deploy.local import stack
from deploy.local.place import REPOSITORY, Place
from deploy.local.rabbitmq import amqp_uri
from deploy.local.settings import chosen_place

CHAPTERS = (entering, registering, news, regulation, meeting, poll, question)


def tell(place: Place, folder: Path) -> None:
    """Leaves pictures, the recording and the ledger in the folder, and nothing older."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with Witness(amqp_uri(place)) as witness, chromium() as browser:
        ledger = Ledger(witness)
        story = Story(place, folder, witness, ledger, Album(browser, address_of(place), folder))
        try:
            for chapter in CHAPTERS:
                chapter.tell(story)
        finally:
            ledger.write(folder / "ledger.json")


def main() -> int:
    place, folder = chosen_place(), REPOSITORY / "build" / "demo"
    stack.up(place, lambda line: print(line, flush=True))
    started = time.monotonic()
    tell(place, folder)
    print(f"told in {time.monotonic() - started:.1f} s; see {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
