"""What the page of a conversation shows of what the services answer. The templates are the real ones."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request

from services.gateway.web.conversations import Person, aloud, became
from services.gateway.web.pages.assistant import LABELS
from services.gateway.web.portions import portions
from services.gateway.web.views import render
from services.gateway.web.words import UNHELPFUL_REASONS

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>"'{{31337*7}}"""
CITATION = {
    "document_id": "d1", "anchor": "dieu-3-khoan-1", "number": "05-QĐ/TU", "issuer": "Tỉnh ủy", "title": "Quy định",
    "place": "khoản 1 Điều 3", "heading": "Điều 3. Thời gian", "quote": "Chi bộ họp ngày 03.",
}  # fmt: skip
WORDED = "Theo khoản 1 Điều 3, Quy định số 05-QĐ/TU:\n“Chi bộ họp ngày 03.”"
TOPICS = [{"code": "dues", "name": "Đảng phí"}, {"code": "other", "name": "Việc khác"}]


def answer(tier: str, words: str, **also: Any) -> dict[str, Any]:
    return {"tier": tier, "answer": words, "citations": [], "suggestions": [], **also}


def turn(given: dict[str, Any] | None, **also: Any) -> dict[str, Any]:
    kept = {"id": "q1", "conversation_id": "c1", "text": "Họp ngày nào?", "asked_at": "2026-11-22T08:00:00Z"}
    unset = {"handed_over_at": None, "topic": "dues", "committee_path": None, "helpful": None, "because": None}
    return {**kept, "answer": given, **unset, **also}


def page(*turns: dict[str, Any], erring: str = "", errors: dict[str, str] | None = None, **persons: Person) -> str:
    app = SimpleNamespace(state=SimpleNamespace(settings=SimpleNamespace(province_name="Trường Sơn")))
    scope = {
        "type": "http", "method": "GET", "path": "/assistant/c1", "headers": [], "query_string": b"", "app": app,
        "scheme": "https", "server": ("sotay.example", 443),
    }  # fmt: skip
    shown = {"id": "c1", "turns": list(turns), "topics": TOPICS}
    html = render(
        Request(scope), "conversation.html", shown=shown, persons=persons, aloud=aloud, portions=portions,
        labels=LABELS, reasons=UNHELPFUL_REASONS, erring=erring, errors=errors or {},
        given={"text": "Đã nói rõ."} if erring else {},
    )  # fmt: skip
    return bytes(html.body).decode()


def test_the_clause_stands_first_and_once_and_its_source_opens_the_document_at_that_place() -> None:
    html = page(turn(answer("answer", WORDED, citations=[CITATION])))
    assert html.count("Chi bộ họp ngày 03.") == 1
    assert html.index("<blockquote") < html.index("số 05-QĐ/TU") < html.index('href="/documents/d1#dieu-3-khoan-1"')


def test_an_answer_in_other_words_is_shown_with_the_clauses_it_stands_on() -> None:
    html = page(turn(answer("answer", "Vào ngày mồng ba.", citations=[CITATION])))
    assert "Vào ngày mồng ba." in html
    assert "Chi bộ họp ngày 03." in html


def test_several_questions_in_one_are_answered_one_by_one_and_what_was_too_much_is_said() -> None:
    parts = [
        {"question": "Họp ngày nào?", **answer("answer", WORDED, citations=[CITATION])},
        {"question": "Ai miễn phí?", **answer("suggest", "Chưa chắc.", suggestions=[CITATION])},
    ]
    html = page(turn(answer("suggest", f"1. {WORDED}\n\n2. Chưa chắc.", parts=parts, left=["Còn gì nữa?"])))
    assert html.index("1. Họp ngày nào?") < html.index("<blockquote") < html.index("2. Ai miễn phí?")
    assert html.count("hand-over") == 2  # the form's class and its address
    assert "Còn gì nữa?" in html


def test_an_answer_for_another_day_says_so() -> None:
    html = page(turn(answer("answer", WORDED, citations=[CITATION], as_of="2026-01-31")))
    assert "Theo quy định có hiệu lực ngày 31/01/2026." in html


def test_small_talk_is_handed_to_nobody() -> None:
    assert "hand-over" not in page(turn(answer("talk", "Chào đồng chí.")))


def test_what_is_out_of_scope_is_said_so_and_a_person_is_there_but_not_pressed_upon() -> None:
    html = page(turn(answer("handover", "Không thuộc nội dung tra cứu.", reason="out_of_scope")))
    assert "Ngoài phạm vi tra cứu" in html
    assert "cần cán bộ trả lời" not in html
    assert '<button type="submit" class="secondary">' in html.split('class="hand-over"')[1]


def test_a_guide_opens_the_page_that_it_is_about_and_no_other_site() -> None:
    guide = CITATION | {"source": "guide", "opens": "/notebook"}
    html = page(turn(answer("answer", WORDED, citations=[guide])))
    assert 'href="/notebook">Mở trang này trong Sổ tay' in html
    assert "/documents/d1" not in html
    for elsewhere in ("//elsewhere.example", "javascript:alert(1)"):
        html = page(turn(answer("answer", WORDED, citations=[guide | {"opens": elsewhere}])))
        assert "elsewhere.example" not in html
        assert "javascript:" not in html


def test_a_committees_answer_names_its_day() -> None:
    given = CITATION | {"source": "answer", "answered_on": "2026-11-20"}
    html = page(turn(answer("answer", WORDED, citations=[given])))
    assert "trả lời ngày 20/11/2026" in html
    assert "/documents/d1" not in html


def test_who_else_says_the_same_stands_under_the_source_and_opens_its_document() -> None:
    other = {"document_id": "d2", "anchor": "dieu-9", "number": "01-HD/ĐU", "issuer": "Đảng ủy xã", "title": HOSTILE}
    also = [other | {"place": "Điều 9", "source": "document"}, other | {"place": "", "source": "answer"}]
    html = page(turn(answer("answer", WORDED, citations=[CITATION | {"also": also}])))
    assert html.count("Cũng quy định như vậy") == 2
    assert html.count('href="/documents/d2#dieu-9"') == 1
    assert "số 01-HD/ĐU (Đảng ủy xã)" in html
    assert "<script>alert" not in html


def test_three_nearest_are_offered_each_as_a_button_with_its_clause() -> None:
    offers = [CITATION | {"anchor": f"dieu-{number}", "heading": f"Điều {number}"} for number in (3, 4, 5)]
    html = page(turn(answer("suggest", "Chưa chắc.", suggestions=offers)))
    assert html.count('<details class="offer"><summary role="button"') == 3
    assert "Có phải đồng chí hỏi…?" in html
    assert html.count("#dieu-") == 3


def test_handing_over_is_always_possible_once_and_the_topic_of_its_words_is_chosen() -> None:
    for tier in ("answer", "suggest", "handover"):
        html = page(turn(answer(tier, "Lời.")))
        assert html.count('action="/assistant/questions/q1/hand-over"') == 1
        assert '<option value="dues" selected>Đảng phí</option>' in html
    assert 'action="/assistant/questions/q1/hand-over"' in page(turn(None))
    handed_over = turn(answer("answer", "Lời."), handed_over_at="2026-11-22T08:00:00Z")
    assert "hand-over" not in page(handed_over, q1=Person("Đảng ủy xã A", away=False))


def test_an_answer_is_rated_with_a_reason_where_it_did_not_help_and_may_be_rated_again() -> None:
    html = page(turn(answer("suggest", "Chưa chắc.")))
    assert html.count('action="/assistant/questions/q1/rating"') == 2
    assert html.count('type="radio"') == len(UNHELPFUL_REASONS)
    assert "checked" not in html  # nothing is chosen beforehand
    rated = page(turn(answer("answer", "Lời."), helpful=False, because="out_of_date"))
    assert "chưa hữu ích (quy định đã cũ)" in rated
    assert 'value="out_of_date" required checked' in rated
    assert "Đồng chí đã đánh giá: hữu ích." in page(turn(answer("answer", "Lời."), helpful=True))
    assert "rating" not in page(turn(answer("talk", "Chào đồng chí.")))
    assert "rating" not in page(turn(None))


def folded(html: str) -> list[str]:
    """What lies behind a tap of a former turn, a piece for each."""
    return [piece.partition('<div class="turn"')[0] for piece in html.split('<details class="later">')[1:]]


def test_what_is_to_be_done_with_a_former_turn_lies_behind_one_tap_and_with_the_newest_open() -> None:
    former = [turn(answer("answer", f"Lời {number}."), id=f"q{number}") for number in (1, 2)]
    html = page(*former, turn(answer("answer", "Lời 3."), id="q3"))
    first, second = folded(html)
    for number, behind in ((1, first), (2, second)):
        assert behind.index("</summary>") < behind.index(f'action="/assistant/questions/q{number}/rating"')
        assert f'action="/assistant/questions/q{number}/hand-over"' in behind
    assert "questions/q3/" not in first + second
    assert html.count('action="/assistant/questions/q3/rating"') == 2
    assert html.count('action="/assistant/questions/q3/hand-over"') == 1
    assert "Đánh giá, chuyển câu hỏi cho cán bộ" in first


def test_what_was_rated_and_who_has_a_former_question_stay_in_sight() -> None:
    rated = turn(answer("answer", "Lời."), helpful=True)
    handed_over = turn(answer("handover", "Lời."), id="q2", handed_over_at="2026-11-22T08:00:00Z")
    html = page(rated, handed_over, turn(answer("talk", "Chào."), id="q3"), q2=Person("Đảng ủy xã A", away=False))
    _, second = folded(html)
    assert html.index("Đồng chí đã đánh giá: hữu ích.") < html.index('<details class="later">')
    assert html.index("Đảng ủy xã A") < html.index("questions/q2/rating")
    assert "Đánh giá câu trả lời" in second
    assert "hand-over" not in second
    assert "questions/q3/rating" not in html
    assert "questions/q3/hand-over" not in html


def test_a_form_of_a_former_turn_that_was_refused_stands_open_with_what_was_typed() -> None:
    former, newest = turn(answer("answer", "Lời 1.")), turn(answer("answer", "Lời 2."), id="q2")
    html = page(former, newest, erring="q1", errors={"reason": "Đồng chí chọn một lý do."})
    assert folded(html) == []
    assert html.count('id="reason"') == 1
    assert html.index('<details class="unhelpful" open>') < html.index('id="reason"') < html.index('id="q-q2"')
    assert html.count("Đã nói rõ.") == 1


def test_the_answer_is_a_place_of_its_own_that_can_be_gone_to() -> None:
    assert '<div class="answered" id="a-q1" tabindex="-1">' in page(turn(answer("answer", "Lời.")))


def test_only_a_quoted_clause_is_worded_once_more_and_no_computation() -> None:
    worded = 'data-worded="/api/v1/assistant/questions/q1/wording"'
    assert worded in page(turn(answer("answer", WORDED, citations=[CITATION])))
    computed = answer("answer", "120.000 đồng.", computed={"kind": "dues"})
    for given in (
        computed,
        answer("suggest", "Chưa chắc."),
        answer("answer", "1. Một.", parts=[answer("answer", "Một.")]),
    ):
        assert worded not in page(turn(given))


def test_the_member_sees_who_has_the_question_and_how_far_it_is() -> None:
    handed_over = turn(answer("handover", "Lời."), handed_over_at="2026-11-22T08:00:00Z", committee_path="ts/x01/")
    at = "2026-11-23T08:00:00Z"
    unheard = page(handed_over, q1=Person("Đảng ủy xã A", away=False))
    waiting = page(handed_over, q1=Person("Đảng ủy xã A", away=False, state="waiting"))
    taken = page(handed_over, q1=Person("Đảng ủy xã A", away=False, state="taken", taken_at=at))
    answered = page(
        handed_over, q1=Person("Đảng ủy xã A", away=False, state="answered", answered_at=at, answer="Được.")
    )
    assert "đã chuyển đến Đảng ủy xã A, đang chờ cán bộ nhận từ 15:00" in unheard
    assert "đang chờ cán bộ nhận" in waiting
    assert "đã nhắc" not in unheard + waiting
    assert "Đảng ủy xã A đang trả lời câu hỏi này, từ" in taken
    assert "Trả lời của Đảng ủy xã A" in answered
    assert "/assistant/questions/q1/sound/person/0" in answered
    assert "tạm gián đoạn" in page(handed_over, q1=Person("cấp ủy", away=True))


def test_the_member_sees_how_often_and_when_the_committee_was_reminded() -> None:
    handed_over = turn(answer("handover", "Lời."), handed_over_at="2026-11-22T08:00:00Z", committee_path="ts/x01/")
    reminded = {"reminders": 2, "reminded_at": "2026-11-28T08:00:00Z"}
    waiting = page(handed_over, q1=Person("Đảng ủy xã A", away=False, state="waiting", **reminded))
    assert "đang chờ cán bộ nhận từ 15:00" in waiting
    assert "Sổ tay đã nhắc cấp ủy 2 lần, gần nhất ngày 28/11/2026." in waiting
    taken = Person("Đảng ủy xã A", away=False, state="taken", taken_at="2026-11-23T08:00:00Z", **reminded)
    assert "đã nhắc cấp ủy 2 lần" in page(handed_over, q1=taken)
    answered = Person("A", away=False, state="answered", answered_at="2026-11-29T08:00:00Z", answer="Được.", **reminded)
    assert "đã nhắc" not in page(handed_over, q1=answered)


def test_a_corrected_answer_says_so_and_shows_what_it_was() -> None:
    handed_over = turn(answer("handover", "Lời."), handed_over_at="2026-11-22T08:00:00Z", committee_path="ts/x01/")
    first = Person("A", away=False, state="answered", answered_at="2026-11-23T08:00:00Z", answer="Nộp tại xã.")
    corrected = replace(
        first, answer="Nộp tại chi bộ.", former_answer="Nộp tại xã.", corrected_at="2026-11-24T08:00:00Z"
    )
    assert "Sửa, bổ sung" not in page(handed_over, q1=first)
    html = page(handed_over, q1=corrected)
    assert "Sửa, bổ sung lúc 15:00" in html
    assert html.index("Nộp tại chi bộ.") < html.index("Xem câu trả lời trước khi sửa") < html.index("Nộp tại xã.")
    assert "answer_corrected from:body" in html


def test_whatever_was_typed_or_quoted_stands_there_as_words() -> None:
    hostile = dict.fromkeys(CITATION, HOSTILE)
    shown = turn(
        answer("answer", HOSTILE, citations=[hostile], suggestions=[hostile]), text=HOSTILE,
        handed_over_at="2026-11-22T08:00:00Z",
    )  # fmt: skip
    html = page(shown, q1=Person(HOSTILE, away=False, state="answered", answer=HOSTILE))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "219359" not in html
    assert html.count("&lt;script&gt;alert(1)") > 8


def test_what_is_said_aloud_is_the_answer_and_what_it_offers() -> None:
    assert aloud(answer("answer", WORDED, citations=[CITATION])) == [WORDED]
    assert aloud(answer("suggest", "Chưa chắc.", suggestions=[CITATION])) == [
        "Chưa chắc.\nkhoản 1 Điều 3, 05-QĐ/TU: Điều 3. Thời gian."
    ]
    assert aloud(None) == []


def test_the_list_tells_what_became_of_each_question() -> None:
    asked = {"id": "q1", "tier": "answer", "handed_over_at": None}
    assert became(asked, {}) == "Trợ lý đã trích quy định"
    handed_over = asked | {"handed_over_at": "2026-11-22T08:00:00Z"}
    assert became(handed_over, {}) == "Đã chuyển cho cán bộ"
    assert became(handed_over, {"q1": "taken"}) == "Đang được trả lời"
    assert became(handed_over, {"q1": "answered"}) == "Đã trả lời"
