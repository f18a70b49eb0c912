"""What looks like a computation but rests on a rule that the rulebook does not hold: said, never computed.

The questions are data (`unconfirmed` of the rulebook). A share that the question states itself is no such case.
"""

from __future__ import annotations

from datetime import date

from services.assistant.rules.computing.computed import Computed, impossible
from services.assistant.rules.computing.counts import counts_in
from services.assistant.rules.computing.lines import says
from services.assistant.rules.computing.rulebook import Rulebook
from services.assistant.rules.computing.votes import resolution_of, stated_shares

_SAID = (
    "Trợ lý chưa có quy định đã xác nhận về {name} nên không tính con số này. "
    "Đồng chí có thể chuyển câu hỏi đến cán bộ của cấp ủy."
)
_RESOLUTION = "Riêng việc thông qua nghị quyết của chi bộ: {conclusion} Số này tính trên toàn chi bộ."


def unconfirmed(line: str, today: date, book: Rulebook) -> Computed | None:
    shares, rest = stated_shares(line)
    if shares:
        return None
    counts = counts_in(rest)
    for each in book.unconfirmed:
        if all(says(line, words) for words in each.asked_by) and (counts.values or not each.with_numbers):
            resolution = resolution_of(counts, today, book) if each.beside_resolution else None
            said = [_SAID.format(name=each.name)]
            if resolution:
                said.append(_RESOLUTION.format(conclusion=resolution.sentence.splitlines()[0]))
            return impossible("vote", "rule_unconfirmed", "\n".join(said))
    return None
