"""GET /media/audio/{article_id}/{voice}: the article read aloud, as MP3, in the ranges a player asks for, and beside it
`/words`: when each word of it is heard (docs/speech.md).

Whether this person may hear it is asked of speech, which knows the audience. The bytes come straight from the blob
store, through a user that can only read.
"""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator
from typing import Any

from bson.codec_options import CodecOptions
from fastapi import APIRouter, Request
from gridfs.asynchronous import AsyncGridFSBucket
from gridfs.asynchronous.grid_file import AsyncGridOut
from gridfs.errors import NoFile
from pymongo import AsyncMongoClient
from starlette.responses import Response, StreamingResponse

from services.gateway.asking import Ask, Asker, AskOpenly
from services.gateway.given_files import attached
from shared.errors import NotFound
from shared.store.blobs import BLOBS

router = APIRouter()
_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
CHUNK = 256 * 1024


class AudioNotFound(NotFound):
    code = "media.audio_not_found"
    message = "Chưa có bản đọc của bài này."


class Media:
    def __init__(self, uri: str) -> None:
        self._client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
            uri, tz_aware=True, appname="gateway-media", connect=False, serverSelectionTimeoutMS=3000
        )
        database = self._client.get_default_database(codec_options=CodecOptions(tz_aware=True))
        self._bucket, self._blobs = AsyncGridFSBucket(database), database[BLOBS]

    async def open(self, blob_id: str) -> AsyncGridOut:
        entry = await self._blobs.find_one({"_id": blob_id})
        try:
            return await self._bucket.open_download_stream(entry["file"] if entry else None)
        except NoFile:
            raise AudioNotFound from None

    async def close(self) -> None:
        await self._client.close()


def wanted_range(header: str | None, length: int) -> tuple[int, int] | None:
    """First and last byte. None: the whole. Raises ValueError for a range that cannot be satisfied.

    Several ranges at once, which no player asks for, are answered with the whole, as RFC 9110 allows.
    """
    found = _RANGE.match(header.strip()) if header else None
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        start, end = max(length - int(last), 0), length - 1
        if int(last) == 0:
            raise ValueError("empty range")
    else:
        start, end = int(first), min(int(last), length - 1) if last else length - 1
        if last and int(last) < int(first):
            return None
    if start >= length:
        raise ValueError("beyond the end")
    return start, end


def has_already(header: str | None, etag: str) -> bool:
    """Whether what the client names among its own is this one, as RFC 9110 compares them: weakly, or by any."""
    named = [each.strip().removeprefix("W/") for each in (header or "").split(",")]
    return etag in named or named == ["*"]


@router.get("/media/audio/{article_id}/{voice}", include_in_schema=False)
async def audio(article_id: str, voice: str, request: Request, ask: Ask) -> Response:
    item = await _recording(article_id, voice, ask)
    return await sent_blob(request, item["blob_id"], "audio/mpeg", "private, max-age=86400")


@router.api_route("/public/audio/{article_id}/{voice}.mp3", methods=["GET", "HEAD"], include_in_schema=False)
async def public_audio(article_id: str, voice: str, request: Request, ask: AskOpenly) -> Response:
    """Of an article that stands open to everybody. Asked for anew each time: closed, it is gone at once."""
    item = await ask("speech", "public_audio", article_id=article_id, voice=voice)
    return await sent_blob(request, item["blob_id"], "audio/mpeg", "public, no-cache")


@router.get("/media/files/{article_id}/{file_id}", include_in_schema=False)
async def article_file(*, article_id: str, file_id: str, request: Request, ask: Ask, small: bool = False) -> Response:
    """A picture or attachment of an article, for who reads it."""
    found = await ask("content", "article_file", article_id=article_id, file_id=file_id, small=small)
    return await _file(request, found, "private, max-age=3600")


@router.api_route("/public/files/{article_id}/{file_id}", methods=["GET", "HEAD"], include_in_schema=False)
async def public_file(
    *, article_id: str, file_id: str, request: Request, ask: AskOpenly, small: bool = False
) -> Response:
    """Of an article that stands open to everybody. Asked for anew each time: closed, it is gone at once."""
    found = await ask("content", "open_article_file", article_id=article_id, file_id=file_id, small=small)
    return await _file(request, found, "public, no-cache")


@router.get("/media/audio/{article_id}/{voice}/words", include_in_schema=False)
async def words(article_id: str, voice: str, request: Request, ask: Ask) -> Response:
    """Asked for anew each time: that is how a page learns that the text was withdrawn."""
    item = await _recording(article_id, voice, ask)
    if item.get("timings_id") is None:
        raise AudioNotFound
    return await sent_blob(request, item["timings_id"], "application/json", "private, no-cache")


@router.get("/media/audio/{article_id}/{voice}/from/{first}", include_in_schema=False)
async def growing(article_id: str, voice: str, first: int, ask: Ask) -> dict[str, Any]:
    """What was read so far from segment `first` on, of a text whose recording is not finished: where it ends, and when
    each word is heard. `next` == `first`: nothing new yet."""
    found = await ask("speech", "growing_audio", article_id=article_id, voice=voice, first=first)
    del found["audio"]
    return found


@router.get("/media/audio/{article_id}/{voice}/from/{first}/until/{until}", include_in_schema=False)
async def growing_sound(*, article_id: str, voice: str, first: int, until: int, request: Request, ask: Ask) -> Response:
    found = await ask("speech", "growing_audio", article_id=article_id, voice=voice, first=first, until=until)
    sound = base64.b64decode(found["audio"])
    if not sound:
        raise AudioNotFound
    return sent_bytes(request, sound)


def sent_bytes(request: Request, sound: bytes) -> Response:
    """Some players ask for a part whatever its length."""
    try:
        part = wanted_range(request.headers.get("range"), len(sound))
    except ValueError:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(sound)}"})
    start, end = part or (0, len(sound) - 1)
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, no-store"}
    if part:
        headers["Content-Range"] = f"bytes {start}-{end}/{len(sound)}"
    return Response(sound[start : end + 1], 206 if part else 200, headers, "audio/mpeg")


async def _recording(article_id: str, voice: str, ask: Asker) -> dict[str, Any]:
    known = await ask("speech", "audio_of", article_id=article_id)
    item: dict[str, Any] | None = next((item for item in known["items"] if item["voice"] == voice), None)
    if item is None:
        raise AudioNotFound
    return item


async def _file(request: Request, found: dict[str, Any], kept: str) -> Response:
    """A picture stands in the page; anything else is taken along and opened by no browser as a page of ours."""
    answer = await sent_blob(request, found["blob_id"], found["content_type"], kept)
    if found["kind"] != "picture":
        answer.headers.update(attached(found["name"]))
    return answer


async def sent_blob(request: Request, blob_id: str, media_type: str, kept: str) -> Response:
    """`kept`: what Cache-Control says."""
    source = await request.app.state.media.open(blob_id)
    length = source.length
    etag = f'"{blob_id}"'
    headers = {"Accept-Ranges": "bytes", "ETag": etag, "Cache-Control": kept}
    if has_already(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    # A player that goes on after a new recording must not get the end of it behind the start of the old one.
    asked = request.headers.get("range") if request.headers.get("if-range", etag) == etag else None
    try:
        part = wanted_range(asked, length)
    except ValueError:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{length}"})
    start, end = part or (0, length - 1)
    headers["Content-Length"] = str(end - start + 1)
    if part:
        headers["Content-Range"] = f"bytes {start}-{end}/{length}"
    if request.method == "HEAD":
        return Response(None, 206 if part else 200, headers, media_type)
    await source.seek(start)
    return StreamingResponse(_chunks(source, end - start + 1), 206 if part else 200, headers, media_type)


async def _chunks(source: AsyncGridOut, left: int) -> AsyncIterator[bytes]:
    while left > 0:
        chunk = await source.read(min(left, CHUNK))
        if not chunk:
            return
        left -= len(chunk)
        yield chunk
