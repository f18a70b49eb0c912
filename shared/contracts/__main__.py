"""python -m shared.contracts generate           write reactions, schemas, new samples and the AsyncAPI document
python -m shared.contracts explain EVENT_TYPE   who tells it, who reacts, what it looks like
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from shared.broker.topology import event_exchange
from shared.contracts import UnknownEvent, all_event_types, event_type
from shared.contracts.asyncapi import data_schema, document, summary
from shared.contracts.reactions import FILE, all_reactions
from shared.contracts.samples import add_sample_if_new, stored_samples

DOCS = Path(__file__).resolve().parents[2] / "docs" / "contracts"


def generated() -> dict[Path, str]:
    """Every generated file and its text; the test compares them with what is committed."""
    from shared.messaging.inventory import declared_reactions  # imports every service

    reactions = declared_reactions()
    kinds = all_event_types()
    files: dict[Path, Any] = {
        FILE: {reaction.name: list(reaction.event_types) for reaction in reactions},
        DOCS / "asyncapi.json": document(kinds, reactions),
    }
    files |= {DOCS / "schemas" / f"{kind.type}.json": data_schema(kind) for kind in kinds}
    return {path: json.dumps(value, ensure_ascii=False, indent=2) + "\n" for path, value in files.items()}


def generate() -> int:
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for kind in all_event_types():
        added = add_sample_if_new(kind)
        if added is not None:
            print(f"new sample {added.relative_to(DOCS.parents[1])}")
    return 0


def explain(name: str) -> int:
    try:
        kind = event_type(name)
    except UnknownEvent:
        print(f"{name} is not an event. Known events:", *(item.type for item in all_event_types()), sep="\n  ")
        return 1
    consumers = [reaction.name for reaction in all_reactions() if name in reaction.event_types]
    print(f"{name}\n  {summary(kind)}\n")
    print(f"producer   {kind.producer}, exchange {event_exchange(kind.producer)}, {kind.routing} routing")
    print(f"consumers  {', '.join(consumers) or 'none inside the system'}\n")
    print("schema of data")
    print(json.dumps(_own_schema(name), ensure_ascii=False, indent=2))
    print("\nsample")
    print(stored_samples(kind)[-1].decode())
    return 0


def _own_schema(name: str) -> Any:
    schema = data_schema(event_type(name))
    data = schema["properties"]["data"]
    return schema["$defs"][data["$ref"].rpartition("/")[2]] if "$ref" in data else data


def main(arguments: list[str]) -> int:
    match arguments:
        case ["generate"]:
            return generate()
        case ["explain", name]:
            return explain(name)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
