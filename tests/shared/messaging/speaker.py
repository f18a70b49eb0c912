"""A service for the tests of the bus: answers questions through its door and reacts to one event with another."""

# ruff: noqa: I001 - eventlet patches the standard library first
from shared.run import build, serve

from typing import Any

from shared.contracts.content import ArticleWithdrawn
from shared.contracts.speech import AudioFailed
from shared.errors import KINDS
from shared.inbox import react, react_to_all
from shared.messaging import Door, Received, RetryPolicy, rpc, subscribe, subscribe_batch
from shared.outbox import create
from shared.process import prepare, prepare_store
from shared.settings import BaseSettings, load
from shared.usecase import Context, Line, Request
from tests.shared.documents import Leaflet, Reading, withdrawn


class Say(Request):
    words: Line
    fail_as: str | None = None


def say(command: Say, ctx: Context) -> dict[str, Any]:
    if command.fail_as == "bug":
        raise RuntimeError("the secret is in the error's text")
    if command.fail_as is not None:
        raise KINDS[command.fail_as](code=f"speaker.{command.fail_as}")
    return {"said": command.words, "caller": ctx.caller.member_id if ctx.caller else None, "id": ctx.new_id()}


def withdraw(command: Say, ctx: Context) -> dict[str, str]:
    return {"id": create(Leaflet(id=ctx.new_id()), withdrawn()).id}


def on_article_withdrawn(received: Received[ArticleWithdrawn], ctx: Context) -> None:
    told = AudioFailed(audio_id="a", article_id="a", article_version=1, audience="ts/", voice="nu", code=received.id)
    create(Leaflet(id=ctx.new_id()), told)


def on_articles_withdrawn(batch: list[Received[ArticleWithdrawn]], ctx: Context) -> None:
    for received in batch:
        Reading.objects(pk=received.id).update_one(upsert=True, inc__times=1)


class Speaker:
    name = "speaker"
    door = Door()

    @rpc
    def say(self, **fields: Any) -> Any:
        return self.door(say, fields)

    @rpc
    def say_openly(self, **fields: Any) -> Any:
        return self.door.open(say, fields)

    @rpc
    def withdraw(self, **fields: Any) -> Any:
        return self.door(withdraw, fields)

    @rpc
    def unspeakable(self) -> Any:
        return object()

    @subscribe(ArticleWithdrawn, retry=RetryPolicy(quick=(), delays=(0.5,)))
    def on_article_withdrawn(self, received: Received[ArticleWithdrawn]) -> None:
        react(on_article_withdrawn, received)

    @subscribe_batch(ArticleWithdrawn, size=10, retry=RetryPolicy(quick=(), delays=(0.5,)))
    def on_articles_withdrawn(self, batch: list[Received[ArticleWithdrawn]]) -> None:
        react_to_all(on_articles_withdrawn, batch)


if __name__ == "__main__":
    settings = load(BaseSettings)
    prepare(settings, "content", "speaker")
    prepare_store(settings, "content")
    serve(build(Speaker, settings), settings)
