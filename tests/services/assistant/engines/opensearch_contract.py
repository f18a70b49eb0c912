"""What OpenSearch promises of the requests that we make, carried out on a small inverted index in memory.

Written from its reference (document, index, alias and search APIs), not recorded: no server was to be had. It refuses
whatever it does not know, searches only what was refreshed, and can be told to fail. It cannot catch what a real server
does otherwise than its reference says: analysis beyond whitespace, memory, shards, timing.
"""

from __future__ import annotations

import fnmatch
import json
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

K1, B = 1.2, 0.75
Fields = dict[str, Any]
# A query: entry → None when it does not match, else its score.
Scorer = Callable[["Entry"], float | None]


class Refusal(Exception):
    def __init__(self, status: int, kind: str) -> None:
        self.status, self.kind = status, kind
        super().__init__(kind)


@dataclass(frozen=True)
class Entry:
    id: str
    version: int
    fields: Fields
    words: Counter[str]


@dataclass
class Index:
    mappings: Fields
    created_ms: int
    written: dict[str, Entry] = field(default_factory=dict)
    deleted: dict[str, int] = field(default_factory=dict)
    searchable: dict[str, Entry] = field(default_factory=dict)

    def refresh(self) -> None:
        self.searchable = dict(self.written)

    def put(self, entry_id: str, version: int, fields: Fields) -> tuple[int, str]:
        if len(entry_id.encode()) > 512:
            return 400, "illegal_argument_exception"
        known = self.written[entry_id].version if entry_id in self.written else self.deleted.get(entry_id, 0)
        if version < known:
            return 409, "version_conflict_engine_exception"
        unknown = fields.keys() - self.mappings["properties"].keys()
        if unknown and self.mappings.get("dynamic") == "strict":
            return 400, "strict_dynamic_mapping_exception"
        words = Counter(str(fields.get("words", "")).split())
        created = entry_id not in self.written
        self.written[entry_id] = Entry(entry_id, version, fields, words)
        return (201 if created else 200), ""


class Cluster:
    def __init__(self) -> None:
        self.indexes: dict[str, Index] = {}
        self.aliases: dict[str, set[str]] = {}

    def create(self, name: str, body: Fields) -> Fields:
        if name in self.indexes:
            raise Refusal(400, "resource_already_exists_exception")
        if name in self.aliases:
            raise Refusal(400, "invalid_index_name_exception")
        self.indexes[name] = Index(body["mappings"], int(time.time() * 1000))
        return {"acknowledged": True, "shards_acknowledged": True, "index": name}

    def drop(self, name: str) -> Fields:
        if name in self.aliases:
            raise Refusal(400, "illegal_argument_exception")
        self.index(name)
        del self.indexes[name]
        for named in self.aliases.values():
            named.discard(name)
        self.aliases = {alias: named for alias, named in self.aliases.items() if named}
        return {"acknowledged": True}

    def index(self, name: str) -> Index:
        target = next(iter(self.aliases.get(name, ())), name)
        if target not in self.indexes:
            raise Refusal(404, "index_not_found_exception")
        return self.indexes[target]

    def settings(self, pattern: str) -> Fields:
        return {
            name: {"settings": {"index": {"creation_date": str(index.created_ms)}}}
            for name, index in self.indexes.items()
            if fnmatch.fnmatchcase(name, pattern)
        }

    def alias(self, name: str) -> Fields:
        if name not in self.aliases:
            raise Refusal(404, "aliases_not_found_exception")
        return {index: {"aliases": {name: {}}} for index in self.aliases[name]}

    def change_aliases(self, actions: list[Fields]) -> Fields:
        """All or nothing."""
        changed = {alias: set(named) for alias, named in self.aliases.items()}
        for action in actions:
            ((verb, told),) = action.items()
            index, alias = told["index"], told["alias"]
            if index not in self.indexes:
                raise Refusal(404, "index_not_found_exception")
            if verb == "add":
                changed.setdefault(alias, set()).add(index)
            elif verb == "remove":
                if index not in changed.get(alias, set()):
                    raise Refusal(404, "aliases_not_found_exception")
                changed[alias].discard(index)
            else:
                raise Refusal(400, "illegal_argument_exception")
        self.aliases = {alias: named for alias, named in changed.items() if named}
        return {"acknowledged": True}

    def bulk(self, name: str, body: bytes, parameters: Fields) -> Fields:
        if not body.endswith(b"\n"):
            raise Refusal(400, "illegal_argument_exception")
        if parameters.get("require_alias") == "true" and name not in self.aliases:
            raise Refusal(404, "index_not_found_exception")
        index = self.index(name)
        lines = iter(body.splitlines())
        items = [self._item(index, json.loads(line), json.loads(next(lines))) for line in lines]
        return {"took": 1, "errors": any("error" in item["index"] for item in items), "items": items}

    def _item(self, index: Index, action: Fields, fields: Fields) -> Fields:
        told = action["index"]
        if told.get("version_type") != "external_gte":
            raise Refusal(400, "illegal_argument_exception")
        status, kind = index.put(told["_id"], told["version"], fields)
        error = {"error": {"type": kind, "reason": "in other words"}} if kind else {}
        return {"index": {"_id": told["_id"], "status": status, **error}}

    def refresh(self, name: str) -> Fields:
        self.index(name).refresh()
        return {"_shards": {"total": 1, "successful": 1, "failed": 0}}

    def delete_by_query(self, name: str, body: Fields, parameters: Fields) -> Fields:
        index = self.index(name)
        conflicts = 0
        matching = [entry for entry, _ in matches(index, body["query"])]
        for entry in matching:
            if index.written.get(entry.id) is not entry:
                conflicts += 1
                continue
            del index.written[entry.id]
            index.deleted[entry.id] = entry.version
        if conflicts and parameters.get("conflicts") != "proceed":
            raise Refusal(409, "version_conflict_engine_exception")
        if parameters.get("refresh") == "true":
            index.refresh()
        return {"timed_out": False, "deleted": len(matching) - conflicts, "failures": []}

    def search(self, name: str, body: Fields) -> Fields:
        unknown = body.keys() - {"query", "size", "_source", "track_total_hits", "aggs"}
        if unknown:
            raise Refusal(400, "parsing_exception")
        index = self.index(name)
        found = sorted(matches(index, body.get("query", {"match_all": {}})), key=lambda pair: -pair[1])
        hits: Fields = {
            "max_score": found[0][1] if found else None,
            "hits": [
                {"_id": entry.id, "_score": score, "_source": {name: entry.fields[name] for name in body["_source"]}}
                for entry, score in found[: body["size"]]
            ],
        }
        if body.get("track_total_hits"):
            hits["total"] = {"value": len(found), "relation": "eq"}
        answer: Fields = {
            "took": 1,
            "timed_out": False,
            "_shards": {"total": 1, "successful": 1, "skipped": 0, "failed": 0},
            "hits": hits,
        }
        if "aggs" in body:
            entries = [entry for entry, _ in found]
            answer["aggregations"] = {title: _aggregate(index, told, entries) for title, told in body["aggs"].items()}
        return answer


def _aggregate(index: Index, told: Fields, entries: list[Entry]) -> Fields:
    ((kind, how),) = told.items()
    if kind == "filters":
        kept = {title: _scorer(index, query) for title, query in how["filters"].items()}
        counts = {title: sum(match(entry) is not None for entry in entries) for title, match in kept.items()}
        return {"buckets": {title: {"doc_count": count} for title, count in counts.items()}}
    if kind == "composite":
        ((title, source),) = how["sources"][0].items()
        name = source["terms"]["field"]
        if index.mappings["properties"][name]["type"] != "keyword":
            raise Refusal(400, "illegal_argument_exception")
        # An entry with several values is in the bucket of each.
        counted = Counter(value for entry in entries for value in _values(entry.fields.get(name, [])))
        after = how.get("after", {}).get(title, "")
        page = [key for key in sorted(counted) if key > after][: how["size"]]
        buckets = [{"key": {title: key}, "doc_count": counted[key]} for key in page]
        return {"buckets": buckets, **({"after_key": {title: page[-1]}} if page else {})}
    raise Refusal(400, "parsing_exception")


def _values(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [told]


def matches(index: Index, query: Fields) -> Iterator[tuple[Entry, float]]:
    match = _scorer(index, query)
    for entry in index.searchable.values():
        score = match(entry)
        if score is not None:
            yield entry, score


def _scorer(index: Index, query: Fields) -> Scorer:
    ((kind, told),) = query.items()
    if kind == "match_all":
        return lambda _: 1.0
    if kind == "bool":
        return _boolean(index, told)
    ((name, wanted),) = told.items()
    if name not in index.mappings["properties"]:
        return lambda _: None
    if kind == "term":
        return _word(index, wanted["value"]) if name == "words" else _one_of(name, [wanted["value"]])
    if kind == "terms":
        return _one_of(name, wanted)
    if kind == "range":
        return _range(name, wanted)
    raise Refusal(400, "parsing_exception")


def _boolean(index: Index, told: Fields) -> Scorer:
    if told.keys() - {"should", "filter", "minimum_should_match"} or len(told.get("should", [])) > 1024:
        raise Refusal(400, "parsing_exception")
    should = [_scorer(index, each) for each in told.get("should", [])]
    filters = [_scorer(index, each) for each in told.get("filter", [])]
    least = told.get("minimum_should_match", 0 if filters else 1)

    def score(entry: Entry) -> float | None:
        scores = [found for match in should if (found := match(entry)) is not None]
        if len(scores) < least or any(match(entry) is None for match in filters):
            return None
        return sum(scores)

    return score


def _word(index: Index, word: str) -> Scorer:
    entries = [entry for entry in index.searchable.values() if entry.words]
    average = sum(entry.words.total() for entry in entries) / len(entries) if entries else 1
    seen = sum(word in entry.words for entry in entries)
    rarity = math.log(1 + (len(entries) - seen + 0.5) / (seen + 0.5))

    def score(entry: Entry) -> float | None:
        often = entry.words.get(word)
        length = entry.words.total() / average
        return rarity * often / (often + K1 * (1 - B + B * length)) if often else None

    return score


def _one_of(name: str, wanted: list[Any]) -> Scorer:
    return lambda entry: 1.0 if entry.fields.get(name) in wanted else None


def _range(name: str, wanted: Fields) -> Scorer:
    tests = {"lte": "__le__", "lt": "__lt__", "gte": "__ge__", "gt": "__gt__"}

    def score(entry: Entry) -> float | None:
        value = entry.fields.get(name)
        held = value is not None and all(getattr(value, tests[how])(limit) for how, limit in wanted.items())
        return 1.0 if held else None

    return score
