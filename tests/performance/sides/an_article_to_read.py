"""What both sides of B14 read: an article of four parts as a cell's secretary would write it."""

from services.speech.rules.segments import segments_of
from shared.contracts.content import Block

TITLE = "Chi bộ thôn Bình Minh học tập Nghị quyết số 57-NQ/TW"
PARAGRAPHS = (
    "Sáng 03/02/2026, chi bộ tổ chức sinh hoạt chuyên đề quý I. Dự có 27/30 đảng viên, đạt 90%; đ/c Bí thư chủ trì.",
    "Chi bộ thống nhất phân công từng đảng viên giúp đỡ 05 hộ còn khó khăn, xong trước 30/6/2026.",
    "Năng suất lúa vụ xuân đạt 6,5 tấn/ha trên diện tích 120 ha, tăng 3,2%. MTTQ vận động xây dựng NTM nâng cao.",
    "Đại hội nhiệm kỳ 2025 - 2030 bầu BCH gồm 5 đồng chí. Chi bộ giữ vững danh hiệu hoàn thành xuất sắc nhiệm vụ.",
)
TIMES = 4
ARTICLE = [
    block
    for part in range(1, TIMES + 1)
    for block in (
        Block(text=f"Phần {part}", kind="heading", level=2),
        *(Block(text=text) for text in PARAGRAPHS[:2]),
        *(Block(text=text, kind="item", mark="–", level=1) for text in PARAGRAPHS[2:]),
    )
]


def titles(count: int) -> list[str]:
    return [f"{TITLE}, kỳ {number}" for number in range(1, count + 1)]


def article(parts: int) -> list[Block]:
    """Its first parts: a voice of a real one's cost says all of it for half a minute."""
    return ARTICLE[: parts * len(ARTICLE) // TIMES]


def sentences(parts: int) -> list[str]:
    return [segment.text for segment in segments_of(TITLE, article(parts))]


def written_words(parts: int) -> int:
    return sum(len(sentence.split()) for sentence in sentences(parts))
