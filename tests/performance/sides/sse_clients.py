"""Many open pages: connects all, says `open`, reads until each has every event, says `done`. Told by its arguments."""

import asyncio
import sys

REQUEST = b"GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
AT_ONCE = 100


async def main(port: int, clients: int, events: int) -> None:
    gate = asyncio.Semaphore(AT_ONCE)
    opened = 0
    everybody = asyncio.Event()

    async def page() -> None:
        nonlocal opened
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(REQUEST)
            await reader.readuntil(b"retry: ")
        opened += 1
        if opened == clients:
            everybody.set()
        seen = 0
        while seen < events:
            chunk = await reader.read(65536)
            if not chunk:
                raise ConnectionError("the stream was cut")
            seen += chunk.count(b"event: ")
        writer.close()

    pages = [asyncio.create_task(page()) for _ in range(clients)]
    await everybody.wait()
    print("open", flush=True)
    await asyncio.gather(*pages)
    print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:4])))
