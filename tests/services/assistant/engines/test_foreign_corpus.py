"""`evaluate` on a corpus that has nothing to do with ours: what the shipped thresholds quote is right, and what no text
answers is not quoted."""

from pathlib import Path

import msgspec
import pytest

from services.assistant.__main__ import main
from services.assistant.engines.evaluation import Outcome
from services.assistant.engines.reading import QuestionLine

PLANTS = [
    "cà phê", "hồ tiêu", "sầu riêng", "bơ", "chè", "lúa nước", "ngô", "khoai lang", "sắn", "lạc", "đậu tương",
    "mía", "cam", "quýt", "bưởi", "chanh", "xoài", "nhãn", "vải", "ổi", "thanh long", "dưa hấu", "dưa chuột",
    "bí đỏ", "mướp", "cà chua", "cà tím", "ớt", "tỏi", "hành tím", "rau muống", "cải bắp", "su hào", "xà lách",
    "hoa hồng", "hoa cúc", "hoa ly", "tre", "keo", "quế",
]  # fmt: skip
TEXTS = {
    "tưới": "Cây {plant} được tưới {n} lần mỗi tuần vào sáng sớm, lượng nước mỗi gốc {n} lít.",
    "bón": "Bón phân chuồng hoai mục cho {plant} trước khi trồng, sau đó bón thúc {n} đợt bằng phân lân và kali.",
    "sâu": "Sâu đục thân hại {plant} được bắt bằng bẫy đèn; chỉ phun thuốc khi mật độ trên {n} con mỗi mét vuông.",
    "thu": "Thu hoạch {plant} sau {n}0 ngày kể từ khi gieo trồng, cắt vào lúc trời khô ráo và bảo quản nơi thoáng mát.",
    "đất": "Đất trồng {plant} phải tơi xốp, thoát nước tốt, độ chua từ 5,{n} đến 6,{n} và được cày sâu hai mươi phân.",
}
ASKED = {
    "tưới": "Cây {plant} được tưới mấy lần mỗi tuần?",
    "bón": "trước khi trồng {plant} bón phân chuồng thế nào",
    "sâu": "Khi nào phun thuốc trừ sâu đục thân hại {plant}?",
    "thu": "Thu hoạch {plant} sau bao nhiêu ngày?",
    "đất": "dat trong {plant} can do chua bao nhieu",
}
UNWRITTEN = [
    "Giá {plant} hôm nay bao nhiêu một cân?",
    "Ai là người đầu tiên trồng {plant}?",
    "Xuất khẩu {plant} sang nước nào nhiều nhất?",
    "nau canh {plant} the nao cho ngon",
    "Ăn {plant} có béo không?",
]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[QuestionLine, Outcome]]:
    folder = tmp_path_factory.mktemp("plants")
    corpus = [
        {
            "id": f"{topic}-{plant}",
            "title": f"Kỹ thuật trồng cây {plant}",
            "text": text.format(plant=plant, n=number % 7 + 2),
        }
        for number, plant in enumerate(PLANTS)
        for topic, text in TEXTS.items()
    ]
    written = [
        QuestionLine(id=f"a-{topic}-{plant}", question=asked.format(plant=plant), relevant=[f"{topic}-{plant}"])
        for number, plant in enumerate(PLANTS)
        for topic, asked in list(ASKED.items())[number % 2 :: 2]
    ]
    unwritten = [
        QuestionLine(id=f"n-{number}-{plant}", question=UNWRITTEN[number % 5].format(plant=plant))
        for number, plant in enumerate(PLANTS)
    ]
    encode = msgspec.json.Encoder().encode
    (folder / "corpus.jsonl").write_bytes(b"\n".join(map(encode, corpus)))
    (folder / "questions.jsonl").write_bytes(b"\n".join(map(encode, [*written, *unwritten])))
    out = folder / "out.jsonl"
    assert main(["evaluate", str(folder / "corpus.jsonl"), str(folder / "questions.jsonl"), "-o", str(out)]) == 0
    outcomes = [msgspec.json.decode(line, type=Outcome) for line in Path(out).read_bytes().splitlines()]
    assert len(corpus) == 200
    return list(zip([*written, *unwritten], outcomes, strict=True))


def test_the_right_entry_leads(measured: list[tuple[QuestionLine, Outcome]]) -> None:
    led = [outcome.ranked[0].id in line.relevant for line, outcome in measured if line.relevant]
    assert len(led) == 100
    assert sum(led) >= 0.9 * len(led)


def test_what_is_quoted_is_right_and_is_not_little(measured: list[tuple[QuestionLine, Outcome]]) -> None:
    quoted = [(line, outcome) for line, outcome in measured if outcome.tier == "answer"]
    right = [line for line, outcome in quoted if outcome.citations[0].document_id in line.relevant]
    assert len(right) >= 0.95 * len(quoted)
    assert len(right) >= 40


def test_what_no_entry_answers_is_not_quoted(measured: list[tuple[QuestionLine, Outcome]]) -> None:
    unwritten = [(line, outcome) for line, outcome in measured if not line.relevant]
    assert len(unwritten) == 40
    assert [line.question for line, outcome in unwritten if outcome.tier == "answer"] == []


def test_at_least_ten_different_entries_are_ranked(measured: list[tuple[QuestionLine, Outcome]]) -> None:
    for _, outcome in measured:
        ids = [ranked.id for ranked in outcome.ranked]
        assert len(ids) == len(set(ids)) == 10
