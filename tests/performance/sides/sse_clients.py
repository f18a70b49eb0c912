"""Many open pages in one process: opens all, says `open`, then reads until each has every event and writes when the
last page had the first, the second, … event. Told by its arguments; `tokens`, one per page, come on standard input.

Bare sockets and one epoll: what is measured is the other end.
"""

import json
import select
import socket
import sys
import time

REQUEST = "GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer {}\r\n\r\n"
OPEN = b"retry: "
GLANCE = 0.005
"""Pages look so often. A reader asleep in epoll would be woken by every write on this machine, at the writer's expense;
the pages of a province are elsewhere.
"""


def opened(port: int, token: str) -> socket.socket:
    page = socket.create_connection(("127.0.0.1", port))
    page.sendall(REQUEST.format(token).encode("ascii"))
    heard = b""
    while OPEN not in heard:
        chunk = page.recv(65536)
        if not chunk or b" 200 " not in heard + chunk:
            raise ConnectionError(f"the stream did not open: {heard + chunk!r}")
        heard += chunk
    page.setblocking(False)
    return page


def main(port: int, events: int, tokens: list[str]) -> list[float]:
    """`time.perf_counter` of each event at the last page; it counts alike in all processes of a machine."""
    pages = {page.fileno(): page for page in (opened(port, token) for token in tokens)}
    ready = select.epoll()
    for number in pages:
        ready.register(number, select.EPOLLIN)
    print("open", flush=True)
    seen = dict.fromkeys(pages, 0)
    arrived, last = [0] * events, [0.0] * events
    left = len(pages) * events
    while left:
        time.sleep(GLANCE)
        for number, _ in ready.poll(0):
            chunk = pages[number].recv(65536)
            if not chunk:
                raise ConnectionError("the stream was cut")
            for event in range(seen[number], seen[number] + chunk.count(b"event: ")):
                seen[number] += 1
                arrived[event] += 1
                left -= 1
                if arrived[event] == len(pages):
                    last[event] = time.perf_counter()
    return last


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), json.load(sys.stdin))), flush=True)
