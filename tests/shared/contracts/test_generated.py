"""What is generated from the contracts is what is committed, and what `explain` tells is true."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from shared.contracts.__main__ import main
from shared.contracts.asyncapi import document
from shared.contracts.reactions import all_reactions, reactions_to
from shared.contracts.registry import all_event_types

ROOT = Path(__file__).resolve().parents[3]
ASYNCAPI = ROOT / "docs" / "contracts" / "asyncapi.json"
OFFICIAL = ROOT / "node_modules" / "@asyncapi" / "specs" / "schemas" / "3.0.0-without-$id.json"
# A process of its own: it imports every service, and with them eventlet.
GENERATE = """
import json, sys
from shared.contracts.__main__ import generated
json.dump({str(path): text for path, text in generated().items()}, sys.stdout)
"""


@pytest.fixture(scope="module")
def asyncapi() -> dict[str, dict[str, dict[str, dict[str, object]]]]:
    found: dict[str, dict[str, dict[str, dict[str, object]]]] = json.loads(ASYNCAPI.read_text(encoding="utf-8"))
    return found


def test_the_generated_files_are_the_committed_ones() -> None:
    command = [sys.executable, "-W", "ignore", "-c", GENERATE]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    files = {Path(path): text for path, text in json.loads(made.stdout).items()}
    stale = [path.name for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run: python -m shared.contracts generate"
    assert set(files) >= set((ROOT / "docs" / "contracts").rglob("*.json"))


def test_every_required_event_is_waited_for_by_some_reaction() -> None:
    waited_for = {kind for reaction in all_reactions() for kind in reaction.event_types}
    required = {kind.type for kind in all_event_types() if kind.routing == "required" and kind.producer != "ledger"}
    assert required - waited_for == set(), "nobody waits: make them optional or react to them"


def test_no_reaction_waits_for_an_event_that_does_not_exist() -> None:
    waited_for = {kind for reaction in all_reactions() for kind in reaction.event_types}
    assert waited_for <= {kind.type for kind in all_event_types()}


def test_a_producer_knows_the_reactions_to_its_events_only() -> None:
    to_identity = {reaction.name for reaction in reactions_to("identity")}
    assert "meetings.on_member_changed" in to_identity
    assert "speech.on_article_published" not in to_identity


def test_the_asyncapi_document_is_valid_by_the_official_schema(asyncapi: dict[str, object]) -> None:
    schema = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    jsonschema.validate(asyncapi, schema, jsonschema.Draft7Validator)


def test_every_reference_in_the_asyncapi_document_leads_somewhere(asyncapi: dict[str, object]) -> None:
    def references(node: object) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [ref for value in node.values() for ref in references(value)]
        return [ref for value in node for ref in references(value)] if isinstance(node, list) else []

    found = references(asyncapi)
    assert found
    for reference in found:
        node: object = asyncapi
        for part in reference.removeprefix("#/").split("/"):
            assert isinstance(node, dict)
            assert part in node, reference
            node = node[part]


def test_the_asyncapi_document_says_of_every_event_where_it_goes_and_what_it_carries(
    asyncapi: dict[str, dict[str, dict[str, dict[str, object]]]],
) -> None:
    kinds = [kind for kind in all_event_types() if kind.producer != "ledger"]
    assert asyncapi["asyncapi"] == "3.0.0"
    assert set(asyncapi["channels"]) == set(asyncapi["components"]["messages"]) == {kind.type for kind in kinds}
    sent = {name for name, operation in asyncapi["operations"].items() if operation["action"] == "send"}
    assert sent == {f"{kind.producer}.send.{kind.type}" for kind in kinds}
    for kind in kinds:
        assert asyncapi["components"]["schemas"][f"Envelope.{kind.type}"]["properties"]
        assert kind.data.__name__ in asyncapi["components"]["schemas"]
    received = set(asyncapi["operations"]) - sent
    assert received == {f"{reaction.name}.{kind}" for reaction in all_reactions() for kind in reaction.event_types}


def test_the_document_changes_when_a_reaction_does() -> None:
    kinds, reactions = all_event_types(), all_reactions()
    assert document(kinds, reactions) != document(kinds, reactions[1:])


def test_explain_tells_producer_consumers_fields_and_a_sample(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "content.article_published.v1"]) == 0
    told = capsys.readouterr().out
    for part in ("content.events", "required routing", "speech.on_article_published", '"blocks"', "specversion"):
        assert part in told


def test_explain_of_a_misspelt_event_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "content.article_publisht.v1"]) == 1
    assert "content.article_published.v1" in capsys.readouterr().out


def test_an_unknown_command_prints_the_manual(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explode"]) == 2
    assert "generate" in capsys.readouterr().err
