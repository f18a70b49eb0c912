"""The audit trail of the service whose settings are in the environment.

python -m shared.security.audit verify [SEQUENCE:HASH]    exit 1 and name the first broken entry
python -m shared.security.audit export                    JSON lines on stdout
"""

from __future__ import annotations

import sys

from shared.security.audit import Anchor, export, head, verify_chain
from shared.settings import BaseSettings, load
from shared.store.connection import connect


def main(arguments: list[str]) -> int:
    match arguments:
        case ["verify"]:
            return _run_verify(None)
        case ["verify", anchor]:
            sequence, _, digest = anchor.partition(":")
            return _run_verify(Anchor(int(sequence), digest))
        case ["export"]:
            _connect()
            for line in export():
                print(line)
            return 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


def _run_verify(anchor: Anchor | None) -> int:
    _connect()
    broken = verify_chain(anchor)
    if broken is not None:
        print(f"entry {broken.sequence} {broken.why}")
        return 1
    last = head()
    print(f"the chain holds; anchor {last.sequence}:{last.hash}" if last else "there are no entries")
    return 0


def _connect() -> None:
    connect(load(BaseSettings).mongo_uri, "audit")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
