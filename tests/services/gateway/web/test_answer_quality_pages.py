"""What the desk shows of unanswered questions, of the golden set's figures, and before thresholds are switched."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from services.gateway.web.views import environment
from shared import clock

GAP = {
    "id": "g1", "version": 2, "state": "open", "words": ["trợ cấp mai táng", "sinh viên"], "askers": 1204,
    "questions": 1300, "first_day": "2026-11-02", "last_day": "2026-11-22",
    "places": [{"path": "ts/x03/", "askers": 7}],
    "nearest": {"document_id": "d1", "anchor": "dieu-1-khoan-1", "title": "Hướng dẫn", "number": "07-HD/TU",
                "place": "khoản 1 Điều 1"},
}  # fmt: skip
FIGURES = {
    "questions": 74, "answerable": 48, "recall_at_1": 0.9583, "recall_at_5": 1.0, "mean_reciprocal_rank": 0.97,
    "answered_precision": 0.975, "answered_share": 0.8, "wrong_answers_to_unanswerable": 1, "unanswerable": 26,
}  # fmt: skip
POLICIES = [
    {"version": "2026-11-22.1", "fitted_on": "37 câu", "answer_from": 0.55, "suggest_from": 0.25, "in_use": True},
    {"version": "2026-12-01.ab12", "fitted_on": "80 câu", "answer_from": 0.42, "suggest_from": 0.2, "in_use": False},
]  # fmt: skip
QUALITY = {
    "golden": {"questions": 74, "answerable": 48, "unknown": 2, "put_at": "2026-11-22T08:00:00Z"},
    "measures": [], "policies": POLICIES, "in_use": "2026-11-22.1", "may_put": True,
    "may_switch": True,
}  # fmt: skip


def page(template: str, **view: Any) -> str:
    request = SimpleNamespace(url=SimpleNamespace(path="/desk", query=""), query_params={}, method="GET")
    shown = {
        "request": request, "path": "/desk", "now": clock.now(), "given": {}, "errors": {}, "labels": {},
        "caller": None, "me": None, "offices": [], "member_menu": [], "desk_menu": [], "easy": False, "done": None,
        "province_name": "Đảng bộ tỉnh",
    }  # fmt: skip
    return environment.get_template(f"desk/{template}.html").render(shown | view).partition("<main")[2]


def unanswered(decides: bool, *gaps: dict[str, Any]) -> str:
    found = {"items": list(gaps), "total": len(gaps), "may_decide": decides}
    return page("unanswered", found=found, state="open", names={"ts/x03/": "Đảng ủy xã Hòa An"})


def test_an_unanswered_subject_is_shown_by_words_numbers_days_and_communes() -> None:
    shown = unanswered(True, GAP)
    assert "trợ cấp mai táng · sinh viên" in shown
    assert "1.204 lượt người hỏi" in shown
    assert "Đảng ủy xã Hòa An: 7" in shown
    assert 'href="/documents/d1#dieu-1-khoan-1"' in shown
    assert "khoản 1 Điều 1, Hướng dẫn số 07-HD/TU" in shown


def test_an_editor_of_the_province_decides_and_others_only_read() -> None:
    shown = unanswered(True, GAP)
    assert shown.count('action="/desk/unanswered/g1"') == 2
    assert "Mở lại" not in shown
    assert "<form" not in unanswered(False, GAP)


def test_a_subject_near_to_nothing_says_so_and_an_empty_list_what_will_come() -> None:
    assert "Chưa có quy định nào gần với nội dung này" in unanswered(True, GAP | {"nearest": None, "places": []})
    assert "Không có nội dung nào" in unanswered(True)


def test_the_figures_stand_in_a_table_that_the_line_is_drawn_from() -> None:
    measures = [{"measured_at": "2026-11-22T01:00:00Z", "policy_version": "2026-11-22.1", "figures": FIGURES}]
    shown = page("answer_quality", found=QUALITY, measures=measures)
    assert 'data-chart="line" data-table="measures-table"' in shown
    assert '<td class="figure" data-value="97.5">97,5 %</td>' in shown
    assert "<td>2026-11-22.1</td>" in shown
    assert "2 câu chỉ tới văn bản không có trong thư viện" in shown


def test_thresholds_are_compared_before_they_are_used_and_only_by_who_may_switch() -> None:
    shown = page("answer_quality", found=QUALITY, measures=[])
    assert shown.count("So sánh với bộ đang dùng") == 1
    assert 'href="/desk/answer-quality/policies/2026-12-01.ab12"' in shown
    assert "Chưa có kết quả đo" in shown
    reading = page("answer_quality", found=QUALITY | {"may_switch": False}, measures=[])
    assert "So sánh" not in reading
    assert "/desk/answer-quality/policies" not in reading


def test_an_editor_below_the_province_reads_the_figures_and_is_offered_nothing_to_change() -> None:
    reading = QUALITY | {"may_put": False, "may_switch": False}
    shown = page("answer_quality", found=reading, measures=[])
    assert "74 câu, trong đó 48 câu" in shown
    assert "<form" not in shown
    assert "Tỉnh chưa nhập bộ câu hỏi mẫu" in page("answer_quality", found=reading | {"golden": None}, measures=[])


def test_a_file_that_was_refused_is_told_beside_its_field() -> None:
    labels = {"golden": "Tệp câu hỏi mẫu"}
    shown = page(
        "answer_quality", found=QUALITY, measures=[], labels=labels, errors={"golden": "Dòng 2: không đọc được."}
    )
    assert 'href="#golden">Tệp câu hỏi mẫu: Dòng 2: không đọc được.' in shown
    assert 'id="golden-error"' in shown


def test_the_comparison_shows_each_question_that_changes_before_the_button() -> None:
    change = {
        "id": "q1", "tier_before": "answer", "tier_after": "suggest", "best_before": "d1#a", "best_after": "d1#a",
        "right_before": True, "right_after": False,
    }  # fmt: skip
    after = FIGURES | {"answered_share": 0.7}
    comparison = {"before": FIGURES, "after": after, "changes": [change]}
    found = {"was": "a", "version": "b", "comparison": comparison, "texts": {"q1": "Nộp <đảng phí> ở đâu?"}}
    shown = page("answer_quality_comparison", found=found)
    assert "80,0 %" in shown
    assert "70,0 %" in shown
    assert "Nộp &lt;đảng phí&gt; ở đâu?" in shown
    assert "Trả lời ngay → Gợi ý quy định gần nhất" in shown
    assert "Kém hơn" in shown
    assert shown.index("câu được trả lời khác đi") < shown.index('action="/desk/answer-quality/policies/b"')
    assert '<input type="hidden" name="was" value="a">' in shown
    assert "<form" not in page("answer_quality_comparison", found=found | {"was": "b"})
