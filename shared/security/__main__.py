"""`python -m shared.security new-keys PRIVATE.pem PUBLIC.pem`: make a key pair for tokens."""

from __future__ import annotations

import sys
from pathlib import Path

from shared.security.tokens import write_new_key_pair


def main(arguments: list[str]) -> int:
    if len(arguments) != 3 or arguments[0] != "new-keys":
        print(__doc__, file=sys.stderr)
        return 2
    print(write_new_key_pair(Path(arguments[1]), Path(arguments[2])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
