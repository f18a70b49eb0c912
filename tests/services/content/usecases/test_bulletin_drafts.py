"""A bulletin is put together over some days, then published as it stands, or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.content.queries.list_bulletin_drafts import list_bulletin_drafts
from services.content.queries.list_bulletins import list_bulletins
from services.content.queries.read_bulletin import read_bulletin
from services.content.queries.read_bulletin_draft import read_bulletin_draft
from services.content.rules.errors import (
    BulletinDraftNotFound,
    BulletinIncomplete,
    BulletinItemOutOfReach,
    BulletinNotFound,
    ChapterTwice,
)
from services.content.store.bulletin_drafts import BulletinDraft
from services.content.usecases.discard_bulletin_draft import discard_bulletin_draft
from services.content.usecases.keep_bulletin_draft import keep_bulletin_draft
from services.content.usecases.on_organisation_moved import on_organisation_moved
from services.content.usecases.publish_bulletin_draft import publish_bulletin_draft
from shared.inbox import react_to_all
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted
from shared.security.refusing import SecretMark
from shared.usecase import Context, perform
from tests.services.content.conftest import editor, member, told
from tests.services.content.usecases.test_on_organisation_moved import NEW, OLD, moved

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Published = Callable[..., str]
HERE = OLD


def kept(*refs: str, ctx: Context | None = None, **fields: Any) -> dict[str, Any]:
    items = [{"kind": "article", "ref": ref} for ref in refs]
    given = {"title": "Bản tin", "period": "Tháng 11/2026", "audience": HERE, "items": items, **fields}
    answer: dict[str, Any] = perform(keep_bulletin_draft, given, ctx or editor())
    return answer


def read(draft_id: str, ctx: Context | None = None) -> dict[str, Any]:
    view: dict[str, Any] = perform(read_bulletin_draft, {"draft_id": draft_id}, ctx or editor())
    return view


def test_a_draft_is_kept_changed_ordered_anew_and_published_in_its_order(published: Published) -> None:
    one, two = published("Một", audience=HERE), published("Hai", audience="ts/")
    draft = kept(one, period="")
    changed = kept(two, one, draft_id=draft["id"], version=1, title="Bản tin tháng Mười một", poll_id="p1")
    assert changed == {"id": draft["id"], "version": 2}
    view = read(draft["id"])
    assert [(item["title"], item["available"]) for item in view["items"]] == [("Hai", True), ("Một", True)]
    with pytest.raises(BulletinNotFound):
        perform(read_bulletin, {"bulletin_id": draft["id"]}, member())
    assert told("bulletin_drafts") == []

    fields = {"draft_id": draft["id"], "version": 2}
    made = perform(publish_bulletin_draft, fields, editor())
    assert perform(publish_bulletin_draft, fields, editor()) == made == {
        "id": draft["id"], "version": 1, "withdrawn": False,
    }  # fmt: skip
    shown = perform(read_bulletin, {"bulletin_id": made["id"]}, member())
    assert (shown["title"], [item["title"] for item in shown["items"]]) == ("Bản tin tháng Mười một", ["Hai", "Một"])
    assert [kind for kind, _ in told("bulletins")] == ["content.bulletin_published.v1"]
    assert perform(list_bulletin_drafts, {}, editor()) == {"items": []}
    assert len(perform(list_bulletins, {"desk": True}, editor())["items"]) == 1


def test_whoever_saw_an_older_version_changes_publishes_and_deletes_nothing(published: Published) -> None:
    draft = kept(published(audience=HERE))
    kept(draft_id=draft["id"], version=1, title="Bản của người khác")
    with pytest.raises(ChangedByAnother):
        kept(draft_id=draft["id"], version=1, title="Bản của tôi")
    for usecase in (publish_bulletin_draft, discard_bulletin_draft):
        with pytest.raises(ChangedByAnother):
            perform(usecase, {"draft_id": draft["id"], "version": 1}, editor())
    assert read(draft["id"])["title"] == "Bản của người khác"


def test_the_same_command_again_makes_nothing_more() -> None:
    assert kept(ctx=editor(key="key-0001")) == kept(ctx=editor(key="key-0001"))
    draft = kept(ctx=editor(key="key-0001"))
    again = [kept(draft_id=draft["id"], version=1, title="Đổi tên") for _ in range(2)]
    assert again[0] == again[1] == {"id": draft["id"], "version": 2}
    assert BulletinDraft.objects.count() == 1


def test_what_is_not_whole_or_not_for_everybody_is_kept_and_not_published(published: Published) -> None:
    empty = kept()
    elsewhere = kept(published("Của xã khác", audience="ts/x04/"))
    assert [(item["title"], item["available"]) for item in read(elsewhere["id"])["items"]] == [("", False)]
    for draft, refusal in ((empty, BulletinIncomplete), (elsewhere, BulletinItemOutOfReach)):
        with pytest.raises(refusal):
            perform(publish_bulletin_draft, {"draft_id": draft["id"], "version": 1}, editor())
    assert BulletinDraft.objects.count() == 2
    assert told("bulletins") == []
    article = published()
    with pytest.raises(ChapterTwice):
        kept(article, article)
    with pytest.raises(SecretMark):
        kept(period="TỐI MẬT")


def test_only_editors_of_the_place_know_of_a_draft_and_delete_it() -> None:
    draft = kept()
    for somebody in (member(), editor("ts/x04/")):
        assert perform(list_bulletin_drafts, {}, somebody) == {"items": []}
        with pytest.raises(NotPermitted):
            kept(ctx=somebody)
        for usecase in (read_bulletin_draft, publish_bulletin_draft, discard_bulletin_draft):
            fields = {"draft_id": draft["id"]} | ({} if usecase is read_bulletin_draft else {"version": 1})
            with pytest.raises(BulletinDraftNotFound):
                perform(usecase, fields, somebody)
    perform(discard_bulletin_draft, {"draft_id": draft["id"], "version": 1}, editor())
    with pytest.raises(BulletinDraftNotFound):
        read(draft["id"])


def test_it_follows_its_organisation() -> None:
    draft = kept()
    react_to_all(on_organisation_moved, [moved("e1")])
    assert read(draft["id"])["audience"] == NEW
