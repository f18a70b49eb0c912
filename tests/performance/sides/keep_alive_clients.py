"""A fixed number of keep-alive connections, each asking anew as soon as it is answered, for a fixed time.

Bare sockets and one epoll: what is measured is the other end. Every answer must be 200 with the expected body.
"""

import re
import select
import socket
import time
from statistics import quantiles

from tests.performance.sides.report import report, task

REQUEST = "GET {} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer {}\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Line:
    def __init__(self, port: int, request: bytes, body: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._request, self._body = request, body
        self._heard = b""

    def ask(self) -> None:
        self._began = time.perf_counter()
        self.socket.sendall(self._request)

    def seconds(self) -> float | None:
        """How long the whole answer took; None while some of it is missing."""
        chunk = self.socket.recv(65536)
        if not chunk:
            raise ConnectionError("the connection was closed")
        self._heard += chunk
        head, ended, body = self._heard.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not ended or length is None or len(body) < int(length[1]):
            return None
        if not head.startswith(b"HTTP/1.1 200") or body != self._body:
            raise ValueError(f"another answer: {self._heard[:300]!r}")
        self._heard = b""
        return time.perf_counter() - self._began


def main() -> None:
    told = task()
    request = REQUEST.format(told["path"], told["token"]).encode("ascii")
    ready = select.epoll()
    lines: dict[int, Line] = {}
    for _ in range(told["connections"]):
        line = Line(told["port"], request, told["answer"].encode("utf-8"))
        lines[line.socket.fileno()] = line
        ready.register(line.socket.fileno(), select.EPOLLIN)
        line.ask()
    taken: list[float] = []
    began = time.perf_counter()
    while (elapsed := time.perf_counter() - began) < told["seconds"]:
        for number, _ in ready.poll(1):
            seconds = lines[number].seconds()
            if seconds is not None:
                taken.append(seconds)
                lines[number].ask()
    report(len(taken), elapsed, p99=quantiles(taken, n=100)[98])


if __name__ == "__main__":
    main()
