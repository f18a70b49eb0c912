"""Puts a part of the register into an empty store; the last part makes the indexes."""

import time

from services.identity.store import name_words
from services.identity.store.members import Member
from shared.process import read_settings
from shared.store import KeyRing, connect, ensure_indexes, use_keys
from tests.performance.sides import register
from tests.performance.sides.report import report, task


def main() -> None:
    told = task()
    settings = read_settings("identity")
    use_keys(KeyRing.load(settings.field_keys_file, "identity"))
    connect(settings.mongo_uri)
    began = time.monotonic()
    if told["count"]:
        register.fill(told["first"], told["count"])
    else:
        name_words.note(register.every_word(50_000))
        ensure_indexes([Member, name_words.NameWord])
    report(max(told["count"], 1), time.monotonic() - began)


if __name__ == "__main__":
    main()
