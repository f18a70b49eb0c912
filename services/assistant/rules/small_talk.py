"""Small talk: a greeting, thanks, "bạn là ai". A short fixed sentence answers it, and nobody is bothered with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from services.assistant.rules.policy import Policy, SmallTalk
from shared.vietnamese.folding import syllables

SAID: Mapping[SmallTalk, str] = {
    "greeting": "Chào đồng chí. Đồng chí hỏi về Điều lệ, quy định, hướng dẫn của Đảng hoặc cách dùng Sổ tay; "
    "trợ lý trích nguyên văn tài liệu để trả lời.",
    "who_are_you": "Đây là trợ lý tra cứu của Sổ tay đảng viên, là máy chứ không phải cán bộ. Trợ lý tìm trong tài "
    "liệu đã ban hành và trích nguyên văn điều, khoản; việc riêng hoặc việc chưa có quy định thì chuyển đến cán bộ của "
    "cấp ủy.",
    "thanks": "Không có gì, thưa đồng chí. Đồng chí cần tra cứu thêm thì cứ hỏi.",
    "farewell": "Chào đồng chí. Khi cần tra cứu, đồng chí mở lại trang Trợ lý.",
}
# What a message is answered by that says several of them: the last in this order.
_ORDER: tuple[SmallTalk, ...] = ("greeting", "thanks", "farewell", "who_are_you")

# Whoever writes more than this has something to ask.
LONGEST_TALK = 100
# Nothing but these in a message makes it small talk.
_PARTICLES = (
    "a|nhe|nha|nhi|oi|vay|the|day|voi|rat nhieu|nhieu|lam|qua|roi|vang|da|ok|oke|tro ly|dong chi|ban|em|anh|chi"
)


def small_talk(text: str, policy: Policy) -> SmallTalk | None:
    """Which kind the whole message is; None as soon as it says anything else."""
    line = " ".join(syllables(text))
    if not line or len(line) > LONGEST_TALK:
        return None
    whole, kinds = _expressions(tuple(policy.small_talk.items()))
    if not whole.fullmatch(line):
        return None
    return max((kind for kind, said in kinds.items() if said.search(line)), key=_ORDER.index, default=None)


@lru_cache(maxsize=8)
def _expressions(
    phrases: tuple[tuple[SmallTalk, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str], dict[SmallTalk, re.Pattern[str]]]:
    ways = {kind: "|".join(sorted(each, key=len, reverse=True)) for kind, each in phrases}
    anything = "|".join([*ways.values(), _PARTICLES])
    whole = re.compile(rf"(?:(?:{anything})(?: |$))+")
    return whole, {kind: re.compile(rf"(?<!\w)(?:{each})(?!\w)") for kind, each in ways.items()}
