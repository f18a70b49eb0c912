"""What is wrong is refused at the door with a clear sentence and a stable code, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deploy.demo.story.actions import ARTICLE
from deploy.demo.story.door import Visitor
from deploy.local.keys import token_private_key_file
from shared.security import Grant, issue, load_private_key
from tests.stack import Province
from tests.system.problems import problem_of

pytestmark = pytest.mark.slow
GOOD = {**ARTICLE, "audience": "ts/x01/"}
LONE_SURROGATE = b'{"title": "\\ud800", "summary": "a", "body": "a", "audience": "ts/x01/"}'
BROKEN_BYTES = b'{"title": "\xff\xfe", "summary": "a", "body": "a", "audience": "ts/x01/"}'


@pytest.fixture
def editor_below(stack: Province) -> Iterator[Visitor]:
    """Writes for one ward. Whatever a test sends in vain must not be on the desk afterwards."""
    person = stack.visitor("bientapxa")
    before = person.get("/desk/articles")["items"]
    yield person
    assert person.get("/desk/articles")["items"] == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**GOOD, "tieude": "Tin"}, "tieude"),
        ({name: value for name, value in GOOD.items() if name != "title"}, "title"),
        ({**GOOD, "title": 7}, "title"),
        ({**GOOD, "title": None}, "title"),
        ({**GOOD, "body": ["đoạn một"]}, "body"),
        ({**GOOD, "title": ""}, "title"),
        ({**GOOD, "title": "Đ" * 201}, "title"),
        ({**GOOD, "body": "đ" * 200_001}, "body"),
        ({**GOOD, "audience": "../../ts"}, "audience"),
        ({**GOOD, "title": {"$gt": ""}}, "title"),
    ],
    ids=[
        "unknown field", "missing field", "number for text", "nothing for text", "list for text", "empty",
        "title too long", "body too long", "audience is no path", "operator for text",
    ],
)  # fmt: skip
def test_a_wrong_article_is_refused_by_the_name_of_its_field(
    editor_below: Visitor, body: dict[str, Any], field: str
) -> None:
    answer = editor_below.http.post("/api/v1/articles", json=body)
    assert problem_of(answer, 422) in {"request.invalid", "content.article_invalid"}
    assert field in answer.json()["details"]


@pytest.mark.parametrize(
    "body",
    [LONE_SURROGATE, BROKEN_BYTES, b"{", b"", b"[]", b"null", b"[" * 100_000],
    ids=["lone surrogate", "no UTF-8", "half a JSON", "nothing", "list", "null", "nested without end"],
)
def test_a_body_that_is_no_text_is_refused(editor_below: Visitor, body: bytes) -> None:
    answer = editor_below.http.post(
        "/api/v1/articles", content=body, headers={"Content-Type": "application/json; charset=utf-8"}
    )
    problem_of(answer, 422)


def test_a_body_beyond_all_measure_is_refused_before_it_is_read(editor_below: Visitor) -> None:
    answer = editor_below.http.post("/api/v1/articles", json={**GOOD, "body": "đ" * 1_000_000})
    assert problem_of(answer, 413) == "request.too_large"


def test_an_editor_of_a_ward_cannot_write_for_the_province_nor_for_another_ward(editor_below: Visitor) -> None:
    for elsewhere in ("ts/", "ts/x02/", "ts/x01x/"):
        answer = editor_below.http.post("/api/v1/articles", json={**GOOD, "audience": elsewhere})
        problem_of(answer, 403)


def test_a_member_cannot_do_what_an_office_does(member: Visitor) -> None:
    poll = {
        "question": "Câu hỏi?",
        "options": ["Có", "Không"],
        "audience": "ts/x01/",
        "closes_at": "2030-01-01T00:00:00Z",
    }
    meeting = {
        "title": "Họp",
        "starts_at": "2030-01-01T00:00:00Z",
        "place": "Nhà",
        "agenda": ["Việc"],
        "kind": "regular",
    }
    problem_of(member.http.post("/api/v1/articles", json=GOOD), 403)
    problem_of(member.http.post("/api/v1/polls", json=poll), 403)
    problem_of(member.http.post("/api/v1/meetings", json=meeting), 403)
    problem_of(member.http.get("/api/v1/members", params={"organisation_path": "ts/"}), 403)


def test_a_thing_that_is_not_there_and_a_page_that_never_was_are_not_found(member: Visitor) -> None:
    problem_of(member.http.get("/api/v1/articles/khong-co"), 404)
    assert problem_of(member.http.get("/api/v1/khong-co"), 404) == "request.no_such_page"


def test_nobody_without_a_token_learns_or_changes_anything(stack: Province) -> None:
    stranger = stack.stranger().http
    for answer in (
        stranger.get("/api/v1/me"),
        stranger.get("/api/v1/articles"),
        stranger.post("/api/v1/articles", json=GOOD),
    ):
        assert problem_of(answer, 401) == "unauthenticated"
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("fault", ["expired", "signed by another key", "not signed", "for another province", "noise"])
def test_a_token_that_does_not_count_opens_nothing(stack: Province, member: Visitor, fault: str) -> None:
    http = stack.stranger().http
    http.headers["Authorization"] = f"Bearer {_token(stack, member, fault)}"
    problem_of(http.get("/api/v1/articles"), 401)
    problem_of(http.post("/api/v1/articles", json=GOOD), 401)


def _token(stack: Province, member: Visitor, fault: str) -> str:
    own_key = load_private_key(token_private_key_file(stack.place))
    claims = jwt.decode(member.token, options={"verify_signature": False})
    if fault == "not signed":
        return jwt.encode(claims, None, algorithm="none")
    if fault == "noise":
        return "a.b.c"
    if fault == "signed by another key":
        headers = {"kid": jwt.get_unverified_header(member.token)["kid"]}
        return jwt.encode(claims, Ed25519PrivateKey.generate(), algorithm="EdDSA", headers=headers)
    token, _ = issue(
        own_key,
        member_id=member.member_id,
        cell_path=member.cell_path,
        grants=[Grant("member", member.cell_path)],
        audience="xx" if fault == "for another province" else "ts",
        lifetime=timedelta(hours=-1 if fault == "expired" else 1),
    )
    return token
