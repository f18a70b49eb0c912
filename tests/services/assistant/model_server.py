"""A model on another machine: speaks the protocol of completions, and has its own ways to go wrong."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.services.other_machine import OtherMachine, running

Said = Callable[[dict[str, Any]], Any]


class ModelServer(OtherMachine):
    """`says`: from the question and clauses it was given, what the model writes (an object, or text as it is).
    `body`: sent instead of a completion; `wait`: seconds before it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.says: Said = honest
        self.body: bytes | None = None
        self.wait = 0.0
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []

    def answer_to_get(self, path: str) -> bytes:
        """Where a redirect would lead."""
        self.paths.append(path)
        return b"{}"

    def answer_to_post(self, path: str, headers: dict[str, str], asked: dict[str, Any]) -> bytes:
        self.asked.append(asked)
        self.paths.append(path)
        self.headers.append(headers)
        self.stopped.wait(self.wait)
        if self.body is not None:
            return self.body
        said = self.says(json.loads(asked["messages"][-1]["content"]))
        content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def honest(given: dict[str, Any]) -> dict[str, Any]:
    """Words nothing: the first sentence of the first clause, quoted and repeated."""
    clause = given["clauses"][0]
    first = clause["text"].split(". ", 1)[-1].split(". ")[0].rstrip(".") + "."
    return {"sentences": [{"text": first, "clause_id": clause["id"], "quote": first}]}


@contextmanager
def model_server(certificate: Path | None = None) -> Iterator[ModelServer]:
    with running(ModelServer(), certificate) as model:
        model.url += "/v1"
        yield model
