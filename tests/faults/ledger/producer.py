"""Writes numbered entries into books from several threads; a number is logged once its command was answered."""

import os
import sys
import threading
import time
from pathlib import Path

from pymongo.errors import PyMongoError

from shared.errors import AppError
from shared.outbox import AlreadyExists, ChangedByAnother, change, create
from shared.process import prepare, prepare_store
from shared.settings import BaseSettings, load
from tests.faults.ledger.contracts import EntryWritten
from tests.faults.ledger.documents import Book

THREADS = 4
BOOKS = 16


def main(log: Path, first: int, count: int, per_second: float) -> None:
    settings = load(BaseSettings)
    prepare(settings, "content", "producer")
    prepare_store(settings, "content")
    for index in range(BOOKS):
        create(Book(id=f"book-{index}"))
    acked = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def work(thread: int) -> None:
        for number in range(first + thread, first + count, THREADS):
            started = time.monotonic()
            if write(number):
                os.write(acked, f"{number}\n".encode())
            time.sleep(max(0.0, THREADS / per_second - (time.monotonic() - started)))

    threads = [threading.Thread(target=work, args=(index,)) for index in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def write(number: int) -> bool:
    """One command. False when the store was away: not acknowledged, and so not promised."""
    while True:
        try:
            book = Book.objects(pk=f"book-{number % BOOKS}").get()
            change(book, EntryWritten(number=number), push__numbers=number)
            return True
        except ChangedByAnother:
            continue
        except (PyMongoError, AppError, AlreadyExists):
            return False


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
