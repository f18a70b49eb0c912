"""What the pages of audio books show of a cover, and that what was typed beside a refused picture is not lost. The
templates are the real ones."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request

from services.gateway.web.pages.desk.books import LABELS
from services.gateway.web.views import environment, render

ALT = 'Đình "làng" <cũ>'
SHOWN_ALT = "Đình &#34;làng&#34; &lt;cũ&gt;"
OWN = {"own": True, "alt": ALT, "version": 7}
DRAWN = {"own": False, "alt": "", "version": 7}
BOOK: dict[str, Any] = {
    "id": "b1", "version": 8, "edition": 7, "state": "published", "title": "Lịch sử", "summary": "", "audience": "ts/",
    "chapters": [], "published_at": "2026-11-22T08:00:00Z", "changed_at": "2026-11-22T08:00:00Z", "public": "no",
    "opened_at": "2026-11-22T08:00:00Z", "unpublished_changes": False, "withdrawal_reason": "",
}  # fmt: skip
TRACK = {"title": "Một", "path": "/news/a1", "ref": "a1", "src": "/s", "words": "", "seconds": 2.0, "bytes": 9}


def page(template: str, **view: Any) -> str:
    app = SimpleNamespace(state=SimpleNamespace(settings=SimpleNamespace(province_name="Trường Sơn")))
    scope = {
        "type": "http", "method": "GET", "path": "/listen", "headers": [], "query_string": b"", "app": app,
        "scheme": "https", "server": ("sotay.example", 443),
    }  # fmt: skip
    return bytes(render(Request(scope), template, offices=[], **view).body).decode()


def desk(cover: dict[str, Any], given: dict[str, Any] | None = None, **errors: str) -> str:
    reading = {"away": False, "ready": 0, "of": 0}
    book = {**BOOK, "cover": cover}
    return page(
        "desk/book.html", book=book, given={**book, **(given or {})}, labels=LABELS, errors=errors, audiences=[],
        search="", reading=reading, candidates=[],
    )  # fmt: skip


def pictures(html: str) -> list[tuple[str, str]]:
    """(address, what it says it shows)"""
    return re.findall(r'<img[^>]* src="(/(?:media|public)/[^"]*)" alt="([^"]*)"', html)


def test_the_desk_shows_the_cover_that_it_works_on_and_offers_to_replace_or_remove_only_an_own_one() -> None:
    own, drawn = desk(OWN), desk(DRAWN)
    assert pictures(own) == [("/media/books/b1/7/cover?small=1&amp;working=1", SHOWN_ALT)]
    assert pictures(drawn) == [("/media/books/b1/7/cover?small=1&amp;working=1", "")]
    assert "Thay ảnh bìa" in own
    assert 'action="/desk/books/b1/cover/remove"' in own
    assert "Gửi ảnh bìa riêng" in drawn
    assert "cover/remove" not in drawn
    listed = page("desk/books.html", found={"items": [{**BOOK, "chapters": 2, "cover": OWN}], "next_cursor": None})
    assert pictures(listed) == [("/media/books/b1/7/cover?small=1&amp;working=1", "")]


def test_beside_a_refused_picture_the_words_that_were_typed_stand_again_and_the_form_is_open() -> None:
    refused = desk(DRAWN, {"alt": ALT}, file="Ảnh bị hỏng.")
    assert f'name="alt" value="{SHOWN_ALT}"' in refused
    assert re.search(r'id="file-error">.*Ảnh bị hỏng\.', refused)
    assert '<details open><summary role="button" class="secondary">Gửi ảnh bìa riêng' in refused
    assert "<details open" not in desk(DRAWN)


def test_beside_a_refused_file_of_an_article_as_well() -> None:
    source = '{% import "parts/components.html" as ui with context %}{% include "desk/article_files.html" %}'
    html = environment.from_string(source).render(
        article_id="a1", desk={"files": []}, errors={"file": "Ảnh bị hỏng."}, labels={},
        given={"sending": {"kind": "picture"}, "alt": ALT, "caption": "Lễ trao"},
    )  # fmt: skip
    assert f'name="alt" value="{SHOWN_ALT}"' in html
    assert 'name="caption" value="Lễ trao"' in html


def test_members_see_it_in_the_list_on_the_page_of_the_book_and_on_the_lock_screen() -> None:
    part = SimpleNamespace(away=False, get={"items": [{**BOOK, "chapters": 2, "cover": OWN}]}.get)
    empty = SimpleNamespace(away=False, get={}.get)
    assert pictures(page("listen.html", programme=empty, books=part, tracks=[], audio=empty)) == [
        ("/media/books/b1/7/cover?small=1", ""),
    ]  # fmt: skip
    html = page("listen_book.html", book={**BOOK, "cover": OWN}, tracks=[TRACK], audio=empty, said="")
    assert pictures(html) == [("/media/books/b1/7/cover?small=1", SHOWN_ALT)]
    assert 'data-cover="/media/books/b1/7/cover?small=1"' in html


def test_everybody_sees_the_own_one_under_an_address_of_its_edition_and_else_the_drawn_one() -> None:
    for cover, address in (
        (OWN, "/public/books/b1/cover.jpg?v=7&amp;small=1"),
        (DRAWN, "/public/books/b1/cover.png?small=1"),
    ):
        book = {**BOOK, "cover": cover}
        listed = page("public_books.html", found={"items": [{**book, "chapters": 2}], "next_cursor": None})
        assert pictures(listed) == [(address, "")]
        shown = page("public_book.html", book=book, heard={}, away=False)
        assert pictures(shown) == [(address, SHOWN_ALT if cover is OWN else "")]
