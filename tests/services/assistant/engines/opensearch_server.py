"""The contract behind a real HTTP server on loopback, with the faults that a server has."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import urllib3

from services.assistant.engines.opensearch_client import OpenSearchClient
from services.assistant.engines.opensearch_retriever import OpenSearchRetriever
from tests.services.assistant.engines.opensearch_contract import Cluster, Refusal

USER, PASSWORD = "sotay", "mat-khau"
LOGIN = urllib3.make_headers(basic_auth=f"{USER}:{PASSWORD}")["authorization"]
ASKING_SECONDS = 1.5


class Server:
    """`faults`: what to do with the next requests instead — a status, "cut" or "hang"; `every` until told otherwise."""

    def __init__(self) -> None:
        self.cluster = Cluster()
        self.lock = threading.RLock()
        self.faults: list[int | str] = []
        self.every: int | str | None = None
        self.failed_shards = 0
        self.items_without_room = 0
        self.asked: list[str] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Serving", (Handler,), {"served": self}))
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def fault(self) -> int | str | None:
        return self.faults.pop(0) if self.faults else self.every

    def answer(self, method: str, path: str, parameters: dict[str, str], body: bytes) -> Any:
        parts = [unquote(part) for part in path.strip("/").split("/")]
        name, verb = (parts[1], parts[0]) if parts[0] == "_alias" else (parts[0], parts[-1] if len(parts) > 1 else "")
        carry_out = self._known(name, parameters, body).get((method, parts[0] if parts[0] == "_aliases" else verb))
        if carry_out is None:
            raise Refusal(400, "illegal_argument_exception")
        return carry_out()

    def _known(self, name: str, parameters: dict[str, str], body: bytes) -> dict[tuple[str, str], Callable[[], Any]]:
        cluster = self.cluster
        return {
            ("PUT", ""): lambda: cluster.create(name, json.loads(body)),
            ("DELETE", ""): lambda: cluster.drop(name),
            ("GET", "_alias"): lambda: cluster.alias(name),
            ("GET", "_settings"): lambda: cluster.settings(name),
            ("POST", "_aliases"): lambda: cluster.change_aliases(json.loads(body)["actions"]),
            ("POST", "_bulk"): lambda: self._without_room(cluster.bulk(name, body, parameters)),
            ("POST", "_refresh"): lambda: cluster.refresh(name),
            ("POST", "_delete_by_query"): lambda: cluster.delete_by_query(name, json.loads(body), parameters),
            ("POST", "_search"): lambda: self._of_shards(cluster.search(name, json.loads(body))),
        }

    def _of_shards(self, answer: dict[str, Any]) -> dict[str, Any]:
        answer["_shards"]["failed"] = self.failed_shards
        return answer

    def _without_room(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The queue of the index is full: some items come back as 429 though the request is answered 200."""
        for item in answer["items"][: self.items_without_room]:
            item["index"].update(status=429, error={"type": "rejected_execution_exception"})
        self.items_without_room = 0
        return answer

    @contextmanager
    def running(self) -> Iterator[Server]:
        thread = threading.Thread(target=self._http.serve_forever, args=[0.02])
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()
            thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: Server

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        where = urlsplit(self.path)
        self.served.asked.append(f"{self.command} {where.path}")
        fault = self.served.fault()
        if fault == "cut":
            self.close_connection = True
            return
        if fault == "hang":
            time.sleep(ASKING_SECONDS + 0.5)
        if isinstance(fault, int):
            self._refuse(Refusal(fault, "no_reason"))
        elif self.headers.get("authorization") != LOGIN:
            self._refuse(Refusal(401, "security_exception"))
        else:
            self._carry_out(where.path, dict(parse_qsl(where.query)), body)

    do_GET = do_PUT = do_POST = do_DELETE = _serve  # noqa: N815  names of the standard library

    def _carry_out(self, path: str, parameters: dict[str, str], body: bytes) -> None:
        try:
            with self.served.lock:
                answer = self.served.answer(self.command, path, parameters, body)
            self._send(200, answer)
        except Refusal as refusal:
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self._send(refusal.status, {"error": {"type": refusal.kind}, "status": refusal.status})

    def _send(self, status: int, answer: Any) -> None:
        sent = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json; charset=UTF-8")
        self.send_header("content-length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def retriever_at(server: Server) -> OpenSearchRetriever:
    asking, feeding = (
        OpenSearchClient(server.url, user=USER, password=PASSWORD, timeout=urllib3.Timeout(seconds))
        for seconds in (ASKING_SECONDS, 10.0)
    )
    return OpenSearchRetriever(asking, feeding, "thu")
