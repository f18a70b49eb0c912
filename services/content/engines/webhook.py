"""One POST to another system's address: no redirects, a few seconds, and of the answer only its status."""

from __future__ import annotations

from collections.abc import Mapping

import requests

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 5.0


def deliver(url: str, headers: Mapping[str, str], body: bytes) -> str | None:
    """What went wrong, in words for the administrator; None when the receiver took it (2xx)."""
    try:
        with requests.post(
            url, data=body, headers=dict(headers), timeout=(CONNECT_SECONDS, ANSWER_SECONDS), allow_redirects=False,
            stream=True,
        ) as answer:  # fmt: skip
            status = answer.status_code
    except requests.exceptions.SSLError:
        return "Chứng thư số của máy chủ nhận không hợp lệ."
    except requests.exceptions.ConnectionError:
        return "Không kết nối được với máy chủ nhận."
    except requests.exceptions.Timeout:
        return f"Máy chủ nhận không trả lời trong {ANSWER_SECONDS:.0f} giây."
    except requests.exceptions.RequestException:
        return "Máy chủ nhận trả lời không đúng giao thức."
    return None if 200 <= status < 300 else f"Máy chủ nhận trả lời mã {status}."
