"""The few requests to an OpenSearch server that the assistant makes, over HTTP with a time limit on each.

Promises that a server that is away, slow, overloaded or answers from only some of its shards ends as `SearchAway`: half
of an index is never taken for the whole. Anything else it refuses is `RefusedError` with its kind. Nothing of a
request goes into an error or a log: it holds a member's words.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import urllib3

from services.assistant.rules.errors import SearchAway

# Longer than any search should take; the member waits for the answer.
ASKING = urllib3.Timeout(connect=1.0, read=3.0)
FEEDING = urllib3.Timeout(connect=2.0, read=60.0)
PAUSES = (0.2, 1.0, 3.0)
OVERLOADED = frozenset({429, 502, 503, 504})
VERSION_CONFLICT = 409


class RefusedError(Exception):
    def __init__(self, status: int, kind: str) -> None:
        self.status, self.kind = status, kind
        super().__init__(f"OpenSearch refused: {status} {kind}")


class OpenSearchClient:
    def __init__(
        self,
        url: str,
        *,
        user: str = "",
        password: str = "",
        ca_file: Path | None = None,
        timeout: urllib3.Timeout = ASKING,
    ) -> None:
        self._url = url.rstrip("/")
        login = urllib3.make_headers(basic_auth=f"{user}:{password}") if user else {}
        self._headers = {"content-type": "application/json", **login}
        self._pool = urllib3.PoolManager(
            maxsize=8, timeout=timeout, retries=False, ca_certs=str(ca_file) if ca_file else None
        )

    def call(self, method: str, path: str, body: Any = None, **parameters: str) -> Any:
        """The decoded answer. `body` is encoded as JSON unless it is bytes (lines of it)."""
        sent = body if isinstance(body, bytes) or body is None else msgspec.json.encode(body)
        address = f"{self._url}/{path}" + (f"?{urlencode(parameters)}" if parameters else "")
        try:
            answer = self._pool.request(method, address, body=sent, headers=self._headers, redirect=False)
            status, decoded = answer.status, msgspec.json.decode(answer.data or b"{}")
        except (urllib3.exceptions.HTTPError, msgspec.DecodeError) as error:
            raise SearchAway from error
        if status in OVERLOADED:
            raise SearchAway
        if status >= 400:
            raise RefusedError(status, _kind(decoded))
        if decoded.get("timed_out") or decoded.get("_shards", {}).get("failed"):
            raise SearchAway
        return decoded

    def bulk(self, index: str, actions: Sequence[bytes], **parameters: str) -> list[bool]:
        """Carry out each action (its lines of JSON), again after a pause while the server has no room. False where a
        newer version is there already. Raises RefusedError for any other refusal."""
        done = [True] * len(actions)
        waiting = list(range(len(actions)))
        for pause in (*PAUSES, None):
            answered = self._bulk_once(index, (actions[place] for place in waiting), parameters)
            again = []
            for place, (status, kind) in zip(waiting, answered, strict=True):
                if status in OVERLOADED:
                    again.append(place)
                elif status == VERSION_CONFLICT:
                    done[place] = False
                elif status >= 400:
                    raise RefusedError(status, kind)
            if not again:
                return done
            waiting = again
            if pause is not None:
                time.sleep(pause)
        raise SearchAway

    def _bulk_once(self, index: str, actions: Iterable[bytes], parameters: dict[str, str]) -> list[tuple[int, str]]:
        answer = self.call("POST", f"{index}/_bulk", b"".join(actions), **parameters)
        results = [next(iter(item.values())) for item in answer["items"]]
        return [(each["status"], _kind(each)) for each in results]

    def close(self) -> None:
        self._pool.clear()


def _kind(answer: Any) -> str:
    """`index_not_found_exception` and its like; never the reason, which may quote the request."""
    error = answer.get("error") if isinstance(answer, dict) else None
    return str(error.get("type", "")) if isinstance(error, dict) else ""
