"""Scans that are being read, and what was read of them so far, sealed; a scan that was refused stays a week without it,
to tell its sender why."""

from __future__ import annotations

from datetime import datetime, timedelta

import mongoengine as me
import msgspec

from services.content.rules.scan_text import PageText
from shared.errors import AppError
from shared.outbox import Aggregate, ChangedByAnother, change
from shared.store import EncryptedText, below

KEPT = timedelta(days=7)
MOST_SHOWN = 50
WAITING, READING, REFUSED, FAILED = "waiting", "reading", "refused", "failed"
OPEN = (WAITING, READING)


class Scan(Aggregate):
    """`page`: the one in work and `tries` how often it was begun. `pages`: 0 while nobody has counted them.
    `told`, `code`: why it was refused or given up. `article_id`: a picture or file that was sent for that article
    and is only looked through; no document becomes of it."""

    meta = {
        "collection": "scans",
        "indexes": [
            {"fields": ["expires_at"], "expireAfterSeconds": 0},
            "audience",
            ["state", "touched_at"],
            "by",
            "article_id",
        ],
    }

    file_name = me.StringField(required=True)
    audience = me.StringField(required=True)
    kind = me.StringField(required=True)
    article_id = me.StringField(default="")
    by = me.StringField(required=True)
    at = me.DateTimeField(required=True)
    state = me.StringField(required=True, default=WAITING)
    pages = me.IntField(default=0)
    page = me.IntField(default=0)
    tries = me.IntField(default=0)
    touched_at = me.DateTimeField(required=True)
    told = me.StringField(default="")
    code = me.StringField(default="")
    expires_at = me.DateTimeField(required=True)


class ScanPage(me.Document):
    """`code`: why nothing was read on it."""

    meta = {
        "collection": "scan_pages",
        "auto_create_index": False,
        "indexes": [{"fields": ["expires_at"], "expireAfterSeconds": 0}, ["scan_id", "number"]],
    }

    id = me.StringField(primary_key=True)
    scan_id = me.StringField(required=True)
    number = me.IntField(required=True)
    content = EncryptedText()
    code = me.StringField(default="")
    expires_at = me.DateTimeField(required=True)

    @property
    def text(self) -> PageText:
        return msgspec.json.decode(self.content, type=PageText)


def find(scan_id: str) -> Scan | None:
    found: Scan | None = Scan.objects(pk=scan_id).first()
    return found


def open_of(member_id: str) -> int:
    return int(Scan.objects(by=member_id, state__in=OPEN).count())


def at_the_desk(paths: tuple[str, ...]) -> list[Scan]:
    """Of documents, the last sent first."""
    if not paths:
        return []
    rows = Scan.objects(__raw__={"$or": [below("audience", path) for path in paths]})
    return list(rows.filter(article_id__in=("", None)).order_by("-at").limit(MOST_SHOWN))


def ended_of_article(article_id: str) -> list[Scan]:
    """What was sent for it and was not taken, the last sent first."""
    rows = Scan.objects(article_id=article_id, state__in=(REFUSED, FAILED))
    return list(rows.order_by("-at").limit(MOST_SHOWN))


def begin_page(scan: Scan, number: int, now: datetime) -> Scan:
    """Counts the try before it is made: a reader that is killed by a page leaves that behind.
    Raises ChangedByAnother, also for one that was thrown away."""
    tries = scan.tries + 1 if scan.page == number else 1
    return change(scan, set__state=READING, set__page=number, set__tries=tries, set__touched_at=now)


def not_tried(scan: Scan) -> None:
    """The reader was not there: no fault of the page."""
    Scan.objects(pk=scan.id, version=scan.version).update_one(dec__tries=1)


def counted(scan: Scan, pages: int, now: datetime) -> Scan:
    """Raises ChangedByAnother."""
    return change(scan, set__state=READING, set__pages=pages, set__tries=0, set__touched_at=now)


def keep_page(scan: Scan, number: int, text: PageText, code: str = "") -> None:
    """Once; a page that was read twice is the same."""
    content = msgspec.json.encode(text).decode()
    page = ScanPage(id=f"{scan.id}/{number}", scan_id=scan.id, number=number, content=content, code=code)
    page.expires_at = scan.expires_at
    page.save()


def pages_read(scan_id: str) -> list[ScanPage]:
    return list(ScanPage.objects(scan_id=scan_id).order_by("number"))


def numbers_read(scan_id: str) -> set[int]:
    return {row.number for row in ScanPage.objects(scan_id=scan_id).only("number")}


def end(scan: Scan, error: AppError, state: str, now: datetime) -> None:
    """What was read of it goes; why stays for a week."""
    forget_pages(scan.id)
    Scan.objects(pk=scan.id, state__in=OPEN).update_one(
        set__state=state, set__told=error.message, set__code=error.code, set__touched_at=now, inc__version=1
    )


def forget_pages(scan_id: str) -> None:
    ScanPage.objects(scan_id=scan_id).delete()


def discard(scan_id: str) -> None:
    forget_pages(scan_id)
    Scan.objects(pk=scan_id).delete()


def finished(scan: Scan) -> None:
    """Inside the transaction that keeps the draft. Raises ChangedByAnother when it was thrown away meanwhile."""
    if not Scan.objects(pk=scan.id, state__in=OPEN).delete():
        raise ChangedByAnother
    forget_pages(scan.id)


def sent_before(moment: datetime) -> list[Scan]:
    return list(Scan.objects(state__in=OPEN, at__lt=moment))


def untouched_since(moment: datetime) -> int:
    """How many wait, or stand still, since then."""
    return int(Scan.objects(state__in=OPEN, touched_at__lt=moment).count())


def ids_in_use(ids: list[str]) -> set[str]:
    return {row.id for row in Scan.objects(pk__in=ids, state__in=OPEN).only("id")}
