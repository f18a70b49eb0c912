"""The store's own commands.

python -m shared.store new-keys FILE KEY_ID      write a new key ring
python -m shared.store add-key FILE KEY_ID       add a key to it and make it the active one
python -m shared.store reencrypt MODULE...       rewrite what services.<name>.store holds under the active key
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from shared.settings import BaseSettings, load
from shared.store import KeyRing, connect, use_keys
from shared.store.keys import new_key_ring, with_new_key
from shared.store.rotation import documents_of, reencrypt


def main(arguments: list[str]) -> int:
    match arguments:
        case ["new-keys", file, key_id]:
            _write(Path(file), new_key_ring(key_id), replace=False)
        case ["add-key", file, key_id]:
            _write(Path(file), with_new_key(Path(file).read_text(encoding="utf-8"), key_id), replace=True)
        case ["reencrypt", first, *others]:
            return _reencrypt([first, *others])
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def _write(file: Path, text: str, *, replace: bool) -> None:
    if not replace and file.exists():
        raise SystemExit(f"{file} is already there; a lost key ring cannot be made again")
    # Beside and then moved: a key ring half-written is a key ring lost.
    beside = file.with_name(file.name + ".new")
    beside.touch(mode=0o600)
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _reencrypt(modules: list[str]) -> int:
    settings = load(BaseSettings)
    service = modules[0].split(".")[1]
    use_keys(KeyRing.load(settings.field_keys_file, service))
    connect(settings.mongo_uri, f"{service}-reencrypt")
    found = {document for name in modules for document in documents_of(importlib.import_module(name))}
    result = reencrypt(sorted(found, key=lambda document: document.__name__))
    print(f"rewritten {result.rewritten}, changed meanwhile {result.changed_meanwhile}")
    return 1 if result.changed_meanwhile else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
