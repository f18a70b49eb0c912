"""What is refused about citizens' light accounts.

Invalid
├─ ConsentNeeded          law L1: no account without an act of will
NotFound
├─ CitizenNotFound
"""

from __future__ import annotations

from shared.errors import Invalid, NotFound


class ConsentNeeded(Invalid):
    code = "identity.consent_needed"
    message = "Để mở tài khoản, ông bà vui lòng đọc và đánh dấu đồng ý."


class CitizenNotFound(NotFound):
    code = "identity.citizen_not_found"
    message = "Tài khoản này không còn."
