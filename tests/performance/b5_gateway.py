"""B5: a GET through the door — token, trace, headers, metrics, a list that the gateway keeps — against Starlette that
answers the same bytes, under the same server, and checks nothing; and against nameko's own http entrypoint.

`/api/v1/notices` is the one route of the API that the gateway answers from its own store; behind every other lies a
call to a service, which B6 is about.
"""

import asyncio
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import psutil

from services.gateway.live.announcements import Announcement
from services.gateway.live.journal import Journal
from services.gateway.store import Store
from shared import clock, ids
from tests.performance.measuring import Comparison, alternate, judge
from tests.performance.stage import Running, Stage
from tests.services.bus import token_for

PATH = "/api/v1/notices"
CELL = "ts/x01/c01/"
NOTICES, CONNECTIONS, SECONDS = 20, 32, 2.5
DOOR, STARLETTE, NAMEKO = "the door", "bare Starlette", "nameko http"


@dataclass(frozen=True)
class Server:
    process: Running
    port: int

    def processor_seconds(self) -> float:
        used = psutil.Process(self.process.process_id).cpu_times()
        return float(used.user + used.system)


async def fill(uri: str) -> None:
    store = Store(uri)
    try:
        await store.live_events.delete_many({})
        for _ in range(NOTICES):
            announcement = Announcement("article_published", "members", "ts/x01/", {"article_id": ids.new_id()})
            await Journal(store.live_events).record(ids.new_id(), announcement, clock.now())
    finally:
        await store.close()


def answer_of(port: int, token: str) -> str:
    """Of a server that may still be starting."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{PATH}", headers={"Authorization": f"Bearer {token}"})
    for _ in range(200):
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return str(response.read().decode("utf-8"))
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"nobody answers on port {port}")


@contextmanager
def serving(stage: Stage, token: str) -> Iterator[tuple[dict[str, Server], str]]:
    """The server of each side, and what all of them answer."""
    first = stage.place.gateway_port
    ports = {DOOR: first, STARLETTE: first + 1000, NAMEKO: first + 1001}
    with ExitStack() as ending:
        servers = {DOOR: Server(stage.start("door", "gateway"), ports[DOOR])}
        ending.callback(servers[DOOR].process.stop)
        answer = answer_of(ports[DOOR], token)
        for name, side in ((STARLETTE, "bare_starlette"), (NAMEKO, "nameko_http")):
            process = stage.start(side, "gateway", port=ports[name], path=PATH, answer=answer)
            servers[name] = Server(process, ports[name])
            ending.callback(process.stop)
            if answer_of(ports[name], token) != answer:
                raise RuntimeError(f"{name} answers something else")
        yield servers, answer


def run(stage: Stage, rounds: int) -> dict[str, Any]:
    asyncio.run(fill(stage.mongod.uri("gateway")))
    token = token_for(stage.place, "m1", CELL)
    load = {"path": PATH, "token": token, "connections": CONNECTIONS, "seconds": SECONDS}
    with serving(stage, token) as (servers, answer):

        def side(server: Server) -> dict[str, Any]:
            before = server.processor_seconds()
            found = stage.run("keep_alive_clients", "gateway", port=server.port, answer=answer, **load)
            return {**found, "per_core": found["events"] / (server.processor_seconds() - before)}

        found = alternate({name: partial(side, server) for name, server in servers.items()}, rounds)
    return {
        "requests_per_core_second": judge(Comparison(DOOR, STARLETTE, 0.50), found, "per_core"),
        "p99": judge(Comparison(DOOR, STARLETTE, 3.0, at_most=True), found, "p99"),
        "requests_per_core_second_to_nameko": judge(Comparison(DOOR, NAMEKO, 5.0), found, "per_core"),
    }
