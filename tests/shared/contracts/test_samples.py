"""Every event type has samples; whatever was ever sent can still be read, and is what the schemas describe."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from shared.contracts import Event, EventType, UnknownEvent, UnreadableEvent, event, event_type, parse
from shared.contracts import all_event_types as registered
from shared.contracts.samples import FOLDER, add_sample_if_new, sample_of, stored_samples

SCHEMAS = Path(__file__).resolve().parents[3] / "docs" / "contracts" / "schemas"
PRODUCERS = ("assistant", "content", "feedback", "identity", "meetings", "speech")
KINDS = [kind for kind in registered() if kind.producer in PRODUCERS]
SAMPLES = sorted(FOLDER.glob("*/*.json"))


def named(kind: EventType) -> str:
    return kind.type


def sample(kind: EventType) -> dict[str, object]:
    body: dict[str, object] = json.loads(stored_samples(kind)[-1])
    return body


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_every_event_type_has_a_sample_of_its_present_shape(kind: EventType) -> None:
    assert sample_of(kind) in [json.loads(body) for body in stored_samples(kind)]


def test_no_sample_belongs_to_a_type_that_was_taken_away() -> None:
    assert {path.parent.name for path in SAMPLES} == {kind.type for kind in KINDS}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sample_ever_stored_is_read_by_todays_code_and_fits_its_schema(path: Path) -> None:
    body = path.read_bytes()
    received = parse(body, "reader.on_it")
    assert received.type == path.parent.name
    assert isinstance(received.data, event_type(received.type).data)
    schema = json.loads((SCHEMAS / f"{received.type}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(body), schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_the_schema_refuses_an_event_of_another_type_or_without_its_data(kind: EventType) -> None:
    schema = json.loads((SCHEMAS / f"{kind.type}.json").read_text(encoding="utf-8"))
    for wrong in ({**sample(kind), "type": "content.article_burnt.v1"}, {**sample(kind), "data": {}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_fields_a_reader_does_not_know_are_tolerated(kind: EventType) -> None:
    body = sample(kind)
    body["data"] = {**body["data"], "added_next_year": [1]}  # type: ignore[dict-item]
    assert parse(json.dumps({**body, "dataschema": "x"}).encode(), "a.b") == parse(stored_samples(kind)[-1], "a.b")


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_field_of_the_wrong_kind_makes_the_event_unreadable(kind: EventType) -> None:
    data = sample(kind)["data"]
    assert isinstance(data, dict)
    for name in data:
        body = {**sample(kind), "data": {**data, name: {"wrong": True}}}
        with pytest.raises(UnreadableEvent, match=kind.type):
            parse(json.dumps(body).encode(), "a.b")


@pytest.mark.parametrize("name", ["id", "type", "source", "subject", "sequence", "time", "correlationid", "data"])
def test_an_envelope_without_a_required_attribute_is_unreadable(name: str) -> None:
    body = sample(KINDS[0])
    del body[name]
    with pytest.raises(UnreadableEvent):
        parse(json.dumps(body).encode(), "a.b")


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"\xff\xfe", b'{"id":', b"[" * 100_000, b'{"data":' + b"[" * 100_000]
)
def test_bytes_that_are_no_envelope_are_unreadable_and_nothing_worse(body: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        parse(body, "a.b")


def test_an_unknown_type_or_version_is_unknown_rather_than_unreadable() -> None:
    for name in ("content.article_published.v2", "content.article_burnt.v1"):
        with pytest.raises(UnknownEvent, match=name):
            parse(json.dumps({**sample(KINDS[0]), "type": name}).encode(), "a.b")


@pytest.mark.parametrize("name", ["Content.article_published.v1", "content.published", "content.article.v0", "a.b.v1x"])
def test_a_name_that_is_no_event_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is not <producer>"):
        event(name)


def test_one_name_cannot_mean_two_events() -> None:
    class Other(Event):
        pass

    with pytest.raises(ValueError, match="registered twice"):
        event("content.article_published.v1")(Other)


def test_a_new_shape_adds_a_sample_and_leaves_the_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = event_type("content.article_withdrawn.v1")
    monkeypatch.setattr("shared.contracts.samples.FOLDER", tmp_path)
    first = add_sample_if_new(kind)
    assert first is not None
    assert add_sample_if_new(kind) is None
    before = {**json.loads(first.read_bytes()), "data": {"article_id": "1", "article_version": 1, "audience": "ts/"}}
    first.write_bytes(msgspec.json.encode(before))
    second = add_sample_if_new(kind)
    assert second == tmp_path / kind.type / "002.json"
    assert json.loads(first.read_bytes()) == before
