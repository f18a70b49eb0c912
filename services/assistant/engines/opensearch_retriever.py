"""Retriever on an OpenSearch server, for installations whose clauses or processes are too many for a folder each.

<name>                  alias: what is searched and written
<name>-v1-<random>      the index behind it; a rebuild fills another, then the alias changes over

Every clause is an entry; so is every document, as a mark that it is there whole, written after its clauses and removed
after them: a process that ends half way has its work done again. Entries carry the document's version, so several
processes may follow one store: what is older than what is there is refused. A question takes three round trips, more
where it has a word that stands in no clause.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import Any
from uuid import uuid4

import msgspec

from services.assistant.engines.opensearch_client import VERSION_CONFLICT, OpenSearchClient, RefusedError
from services.assistant.engines.retrieval import (
    FIRST_DAY,
    LAST_DAY,
    RetrieverBrokenError,
    Stored,
    day_number,
    inverse_frequency,
)
from services.assistant.rules.errors import LibraryClosed, SearchAway
from services.assistant.rules.knowledge import Entry, Found, KnownClause, KnownDocument, passage
from shared.vietnamese.folding import pairs, syllables

# Part of the index's name, as in the folder's: a change of mapping or folding makes a new index.
FORMAT = "v2"
# A boolean query takes 1,024 branches, and a request body 100 MB.
ACTIONS_AT_A_TIME, DOCUMENTS_AT_A_TIME = 500, 200
VALUES_AT_A_TIME = 1000
VOCABULARY_KEPT_SECONDS = 60.0
NOT_FOUND = 404
# An index that no alias names and that is older than any rebuild takes was left by a killed one.
LEFT_BEHIND_MS = 3_600_000
CHANGE_OVERS = 5
NOT_READ: tuple[Mapping[str, int], float | None] = {}, None

_WORDS = {"type": "text", "analyzer": "whitespace", "index_options": "freqs", "similarity": "BM25"}
_KEYWORD, _NUMBER = {"type": "keyword"}, {"type": "long"}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "kind": _KEYWORD,
        "document_id": _KEYWORD,
        "version": _NUMBER,
        "stamp": _KEYWORD,
        "audience": _KEYWORD,
        "from_day": _NUMBER,
        "until_day": _NUMBER,
        "words": _WORDS,
        "syllables": _KEYWORD,
        "stored": {"type": "object", "enabled": False},
    },
}


_encode = msgspec.json.Encoder().encode


class OpenSearchRetriever:
    def __init__(self, asking: OpenSearchClient, feeding: OpenSearchClient, name: str, *, shards: int = 1) -> None:
        """`asking` gives up early, `feeding` waits; each is used by one thread at a time."""
        self._asking, self._feeding = asking, feeding
        self._name = f"{name}-{FORMAT}"
        self._settings = {"number_of_shards": shards}
        self._vocabulary = NOT_READ

    def apply(self, put: Iterable[Entry], gone: Iterable[str]) -> None:
        self._vocabulary = NOT_READ
        try:
            for batch in _batches(put, DOCUMENTS_AT_A_TIME):
                self._put(self._name, batch, require_alias="true")
            forgotten = list(gone)
            if forgotten:
                of_these = {"terms": {"document_id": forgotten}}
                self._delete(self._name, {"bool": {"filter": [of_these, {"term": {"kind": {"value": "clause"}}}]}})
                self._delete(self._name, of_these)
        except RefusedError as error:
            raise RetrieverBrokenError(str(error)) from error

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Two at once each fill their own index, and the alias names the one that ends last."""
        index = f"{self._name}-{uuid4().hex}"
        try:
            self._sweep()
            body = {"settings": {"index": self._settings}, "mappings": MAPPINGS}
            self._feeding.call("PUT", index, body)
            try:
                for batch in _batches(entries, DOCUMENTS_AT_A_TIME):
                    self._put(index, batch)
                self._feeding.call("POST", f"{index}/_refresh")
                replaced = self._change_over(index)
                self._vocabulary = NOT_READ
            except BaseException:
                self._drop([index])
                raise
            self._drop(replaced)
        except RefusedError as error:
            raise RetrieverBrokenError(str(error)) from error

    def search(
        self, asked: Sequence[str], pairs: Sequence[str], *, audiences: Sequence[str], as_of: date, limit: int
    ) -> list[Found]:
        words = list(dict.fromkeys([*asked, *pairs]))
        if not words or not audiences:
            return []
        day = day_number(as_of, FIRST_DAY)
        readable = [
            {"terms": {"audience": list(audiences)}},
            {"range": {"from_day": {"lte": day}}},
            {"range": {"until_day": {"gte": day}}},
        ]
        matching = [{"term": {"words": {"value": word}}} for word in words]
        query = {"bool": {"should": matching, "minimum_should_match": 1, "filter": readable}}
        # Frequencies of all shards together, or the same clause would score differently in each.
        answer = self._ask(
            {"query": query, "size": limit, "_source": ["stored"], "track_total_hits": False},
            search_type="dfs_query_then_fetch",
        )
        return [_found(hit) for hit in answer["hits"]["hits"]]

    def rarity(self, parts: Iterable[str]) -> Mapping[str, float]:
        asked = list(dict.fromkeys(parts))
        counted, clauses = self._counted(asked)
        return {part: inverse_frequency(seen_in, clauses) for part, seen_in in zip(asked, counted, strict=True)}

    def seen(self, parts: Iterable[str]) -> list[int]:
        return self._counted(list(parts))[0]

    def vocabulary(self) -> Mapping[str, int]:
        """Kept for a while: it is for guessing what was meant, and what others index meanwhile changes little in it."""
        known, since = self._vocabulary
        if since is None or time.monotonic() - since > VOCABULARY_KEPT_SECONDS:
            pages = self._pages("syllables", self._ask)
            known = {bucket["key"]["syllables"]: bucket["doc_count"] for bucket in pages}
            self._vocabulary = known, time.monotonic()
        return known

    def _counted(self, asked: Sequence[str]) -> tuple[list[int], int]:
        """In how many clauses each stands, and how many clauses there are."""
        counting = {str(place): {"term": {"words": {"value": part}}} for place, part in enumerate(asked)}
        if not counting:
            return [], 0
        answer = self._ask(
            {
                "query": {"term": {"kind": {"value": "clause"}}},
                "size": 0,
                "track_total_hits": True,
                "aggs": {"parts": {"filters": {"filters": counting}}},
            }
        )
        clauses, counted = answer["hits"]["total"]["value"], answer["aggregations"]["parts"]["buckets"]
        return [int(counted[str(place)]["doc_count"]) for place in range(len(asked))], int(clauses)

    def versions(self) -> dict[str, int]:
        """Raises RetrieverBrokenError when there is no index, SearchAway when the server does not say."""
        try:
            stamps = [bucket["key"]["stamp"].rpartition("@") for bucket in self._pages("stamp", self._search)]
        except RefusedError as error:
            raise RetrieverBrokenError(str(error)) from error
        return {document_id: int(version) for document_id, _, version in stamps}

    def close(self) -> None:
        self._asking.close()
        self._feeding.close()

    def _pages(self, field: str, ask: Callable[[dict[str, Any]], Any]) -> Iterator[Any]:
        """Every value of the field, with the number of entries that have it."""
        after: dict[str, Any] = {}
        while True:
            by_value = {"size": VALUES_AT_A_TIME, "sources": [{field: {"terms": {"field": field}}}], **after}
            body = {"size": 0, "track_total_hits": False, "aggs": {"values": {"composite": by_value}}}
            values = ask(body)["aggregations"]["values"]
            yield from values["buckets"]
            if len(values["buckets"]) < VALUES_AT_A_TIME:
                return
            after = {"after": values["after_key"]}

    def _search(self, body: dict[str, Any], **parameters: str) -> Any:
        return self._asking.call("POST", f"{self._name}/_search", body, **parameters)

    def _ask(self, body: dict[str, Any], **parameters: str) -> Any:
        try:
            return self._search(body, **parameters)
        except RefusedError as error:
            # Not built yet, or deleted: the follower builds it at its next look.
            if error.status == NOT_FOUND:
                raise LibraryClosed from error
            raise

    def _put(self, index: str, batch: list[Entry], **parameters: str) -> None:
        """Clauses first, then what an older version left, then the mark that the document is whole."""
        actions = [action for document, clauses in batch for action in _clauses(document, clauses)]
        for some in _batches(actions, ACTIONS_AT_A_TIME):
            self._feeding.bulk(index, some, **parameters)
        self._feeding.call("POST", f"{index}/_refresh")
        self._delete(index, _any_of([_clauses_of(document, "lt") for document, _ in batch]))
        newest = self._feeding.bulk(index, [_mark(document) for document, _ in batch], **parameters)
        overtaken = [document for (document, _), done in zip(batch, newest, strict=True) if not done]
        self._feeding.call("POST", f"{index}/_refresh")
        if overtaken:
            # Another process knew a newer version: clauses that only this one has are still there.
            self._delete(index, _any_of([_clauses_of(document, "lte") for document in overtaken]))

    def _delete(self, index: str, query: dict[str, Any]) -> None:
        """What another process changes meanwhile stays, and is seen at the next look."""
        told = {"conflicts": "proceed", "refresh": "true"}
        answer = self._feeding.call("POST", f"{index}/_delete_by_query", {"query": query}, **told)
        if answer.get("failures"):
            raise RefusedError(500, "delete_by_query_failures")

    def _change_over(self, index: str) -> list[str]:
        """Returns the indexes that the alias named. Another rebuild may change it between the two requests."""
        for _ in range(CHANGE_OVERS):
            named = self._named()
            removed = [{"remove": {"index": old, "alias": self._name}} for old in named]
            try:
                self._feeding.call(
                    "POST", "_aliases", {"actions": [*removed, {"add": {"index": index, "alias": self._name}}]}
                )
            except RefusedError as error:
                if error.status != NOT_FOUND:
                    raise
            else:
                return named
        raise RefusedError(VERSION_CONFLICT, "alias changes all the time")

    def _named(self) -> list[str]:
        try:
            return list(self._feeding.call("GET", f"_alias/{self._name}"))
        except RefusedError as error:
            if error.status == NOT_FOUND:
                return []
            raise

    def _drop(self, indexes: list[str]) -> None:
        for index in indexes:
            try:
                self._feeding.call("DELETE", index)
            except (RefusedError, SearchAway):
                # Swept at a later rebuild.
                continue

    def _sweep(self) -> None:
        named = set(self._named())
        known = self._feeding.call("GET", f"{self._name}-*/_settings")
        before = time.time() * 1000 - LEFT_BEHIND_MS
        created = {index: int(told["settings"]["index"]["creation_date"]) for index, told in known.items()}
        self._drop([index for index, at in created.items() if index not in named and at < before])


def _clauses(document: KnownDocument, clauses: Sequence[KnownClause]) -> Iterator[bytes]:
    for place, clause in enumerate(clauses):
        parts = syllables(passage(document, clause))
        fields = {
            "kind": "clause",
            "document_id": document.document_id,
            "version": document.version,
            "audience": document.audience,
            "from_day": day_number(document.effective_from, FIRST_DAY),
            "until_day": day_number(document.effective_until, LAST_DAY),
            "words": " ".join([*parts, *pairs(parts)]),
            "syllables": [part for part in dict.fromkeys(parts) if part.isalpha()],
            "stored": Stored(document, clause),
        }
        yield _index(f"{document.document_id}#{place}", document.version, fields)


def _mark(document: KnownDocument) -> bytes:
    stamp = f"{document.document_id}@{document.version}"
    fields = {"kind": "mark", "document_id": document.document_id, "version": document.version, "stamp": stamp}
    return _index(document.document_id, document.version, fields)


def _index(name: str, version: int, fields: dict[str, Any]) -> bytes:
    # An id may have 512 bytes; a document's own could be longer.
    entry_id = name if len(name.encode()) <= 512 else blake2b(name.encode(), digest_size=32).hexdigest()
    told = {"index": {"_id": entry_id, "version": version, "version_type": "external_gte"}}
    return _encode(told) + b"\n" + _encode(fields) + b"\n"


def _clauses_of(document: KnownDocument, older: str) -> dict[str, Any]:
    """Without the mark: while that is there, a document withdrawn meanwhile is still found to be forgotten."""
    filters = [
        {"term": {"kind": {"value": "clause"}}},
        {"term": {"document_id": {"value": document.document_id}}},
        {"range": {"version": {older: document.version}}},
    ]
    return {"bool": {"filter": filters}}


def _any_of(queries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def _found(hit: Any) -> Found:
    stored = msgspec.convert(hit["_source"]["stored"], Stored)
    return Found(stored.document, stored.clause, hit["_score"])


def _batches(items: Iterable[Any], most: int) -> Iterator[list[Any]]:
    remaining = iter(items)
    while some := list(islice(remaining, most)):
        yield some
