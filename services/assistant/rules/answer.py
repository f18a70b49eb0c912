"""The answer itself: the clause word for word, and where it stands. Only the frame around it is ours.

Promises that every quotation is a substring of the clause. Does not draw conclusions or combine clauses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from services.assistant.rules.knowledge import Found, KnownClause, Source

# A clause longer than this is cut at a sentence's end: a phone shows about this much without scrolling.
LONGEST_QUOTE = 900
# Who asked for all rights or duties is not shown half of them.
LONGEST_LIST = 2_700
SHORTENED = "Điều khoản này còn tiếp; đồng chí mở văn bản để đọc đủ."

_ARTICLE = re.compile(r"Điều\s+\d+[a-zđ]?", re.IGNORECASE)
_ROMAN = re.compile(r"([IVXL]{1,6})\s*[.\-–]\s*\S")
_PART = re.compile(r"Phần\s+(?:thứ\s+\w+|[IVXL\d]+)", re.IGNORECASE)
_ANNEX = re.compile(r"^phu-luc(?:-([ivxl]+|\d+|[a-z])(?=-|$))?")
_CLAUSE_NUMBER = re.compile(r"^\s*(\d{1,3})\s*[.)]\s")
_POINT_LETTER = re.compile(r"^\s*([a-zđ])\)\s")
_PLACE_IN_ANCHOR = re.compile(r"\b(khoan|diem)-([0-9a-zđ]+)")
_SENTENCE_END = re.compile(r"[.;:!?…]\s|\n")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a clause stands; opens the document at it."""

    document_id: str
    anchor: str
    number: str
    issuer: str
    title: str
    place: str
    source: Source = "document"


class Citation(Place, frozen=True, kw_only=True):
    """`path`: chapter, article, clause, outermost first. `opens`: a page of the application that a guide is about.
    `answered_on`: the day on which a committee gave this answer. `also`: where other documents say the same.
    `shortened`: the clause goes on behind the quotation."""

    heading: str
    quote: str
    path: list[str] = []
    opens: str = ""
    answered_on: date | None = None
    also: list[Place] = []
    shortened: bool = False


def cite(found: Found, also: Sequence[Found] = ()) -> Citation:
    document, clause = found.document, found.clause
    quoted = quote(clause.whole, LONGEST_LIST if clause.introduces else LONGEST_QUOTE)
    return Citation(
        **msgspec.structs.asdict(_place(found)),
        heading=clause.heading,
        quote=quoted,
        path=path_of(clause),
        opens=clause.opens,
        answered_on=document.issued_on if document.source == "answer" else None,
        also=[_place(each) for each in also],
        shortened=len(quoted) < len(clause.whole.strip()),
    )


def _place(found: Found) -> Place:
    document, clause = found.document, found.clause
    return Place(
        document_id=document.document_id,
        anchor=clause.anchor,
        number=document.number,
        issuer=document.issuer,
        title=document.title,
        place=place_of(clause.anchor, clause.heading, clause.text, clause.chapters),
        source=document.source,
    )


def quote(text: str, most: int = LONGEST_QUOTE) -> str:
    text = text.strip()
    if len(text) <= most:
        return text
    ends = [match.start() + 1 for match in _SENTENCE_END.finditer(text, 0, most)]
    return text[: ends[-1]].rstrip() if ends else text[:most].rstrip()


def place_of(anchor: str, heading: str, text: str, chapters: Sequence[str] = ()) -> str:
    """ "điểm a khoản 2 Điều 5": from the anchor where it says so, else from the text's own numbering. Articles are
    numbered through a document, but anew in an annex; parts ("I.", "II.") anew in every Phần."""
    article = _ARTICLE.match(heading.strip())
    roman = _ROMAN.match(heading.strip())
    annex = _ANNEX.search(anchor)
    named = _numbers(anchor, text)
    parts = [f"điểm {named['diem']}"] if "diem" in named else []
    parts += [f"khoản {named['khoan']}"] if "khoan" in named else []
    parts += [article[0]] if article else [f"mục {roman[1]}"] if roman else []
    if annex:
        parts.append(f"Phụ lục {(annex[1] or '').upper()}".strip())
    elif roman:
        parts += [mark[0] for mark in map(_PART.match, chapters[:1]) if mark]
    return " ".join(parts) or heading


def path_of(clause: KnownClause) -> list[str]:
    """Chapter, article, clause: what stands above the quoted words, outermost first."""
    named = _numbers(clause.anchor, clause.text)
    heading = [clause.heading] if clause.heading and clause.heading != clause.text else []
    numbers = [f"{word} {named[name]}" for name, word in (("khoan", "khoản"), ("diem", "điểm")) if name in named]
    return [*clause.chapters, *heading, *numbers]


def _numbers(anchor: str, text: str) -> dict[str, str]:
    named = dict(_PLACE_IN_ANCHOR.findall(anchor))
    if not named:
        if number := _CLAUSE_NUMBER.match(text):
            named["khoan"] = number[1]
        if letter := _POINT_LETTER.match(text):
            named["diem"] = letter[1]
    return named


def worded(citation: Citation) -> str:
    """The sentence a member reads: where it stands, then the clause between quotation marks, then who else says it."""
    said = [f"{_source_of(citation)}:\n“{citation.quote}”"]
    said += [SHORTENED] if citation.shortened else []
    said += [said_elsewhere(citation.also)] if citation.also else []
    return "\n".join(said)


def said_elsewhere(also: Sequence[Place]) -> str:
    return f"Cũng quy định như vậy: {'; '.join(_stands_at(each) for each in also)}."


def _source_of(citation: Citation) -> str:
    if citation.source == "answer":
        day = f" ngày {citation.answered_on:%d/%m/%Y}" if citation.answered_on else ""
        return f"{citation.issuer or 'Cấp ủy'} đã trả lời{day} câu hỏi “{citation.heading}”"
    if citation.source == "guide":
        return f"Theo {citation.title}, mục “{citation.heading}”"
    return f"Theo {_stands_at(citation)}"


def _stands_at(place: Place) -> str:
    number = f"số {place.number}" if place.number else ""
    source = " ".join(part for part in (place.title, number) if part)
    issuer = f" của {place.issuer}" if place.issuer else ""
    return f"{f'{place.place}, ' if place.place else ''}{source}{issuer}"


_SPOKEN = {
    "suggest": "Trợ lý chưa chắc đồng chí hỏi nội dung nào. Có phải một trong các quy định dưới đây không?",
    "not_found": "Trợ lý chưa tìm thấy quy định nào trả lời chắc chắn câu hỏi này. "
    "Đồng chí có thể chuyển câu hỏi đến cán bộ của cấp ủy.",
    "out_of_scope": "Câu hỏi này không thuộc nội dung mà trợ lý tra cứu. "
    "Trợ lý trả lời về Điều lệ, quy định, hướng dẫn của Đảng và cách dùng Sổ tay.",
    "personal_case": "Đây là việc riêng, ý kiến về từng người hoặc nội dung cần giữ kín nên trợ lý không trả lời thay. "
    "Đồng chí có thể chuyển câu hỏi đến cán bộ của cấp ủy.",
    "wants_person": "Đồng chí muốn trao đổi với cán bộ. Đồng chí bấm nút chuyển câu hỏi để cán bộ của cấp ủy trả lời.",
}


def of_the_day(day: date) -> str:
    """Said before an answer that is not of today."""
    return f"Trả lời theo quy định có hiệu lực tại ngày {day:%d/%m/%Y}."


def left_unanswered(questions: Sequence[str]) -> str:
    asked = "; ".join(f"“{question}”" for question in questions)
    return f"Trợ lý trả lời mỗi lần tối đa ba câu hỏi. Đồng chí vui lòng hỏi riêng: {asked}."


def spoken(tier: str, reason: str | None) -> str:
    """What is said instead of a quotation."""
    return _SPOKEN[tier if tier == "suggest" else reason or "not_found"]
