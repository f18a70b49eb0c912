"""`python -m services.assistant rebuild`: every process of the assistant makes its index anew from the store.

The order is a number in the store. A process that runs sees it within two seconds, fills another index beside the one
in use and changes over; one that does not run carries it out when it starts. Needs the settings of the service.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from services.assistant.store.index_orders import IndexOrder
from shared.process import run_command


def add_to(commands: Any) -> None:
    rebuilding = commands.add_parser("rebuild", help="every process makes its index anew, without a pause")
    rebuilding.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    return run_command("assistant", _order)


def _order(_settings: Any) -> int:
    number = IndexOrder.give()
    sys.stdout.write(
        f"Đã yêu cầu dựng lại chỉ mục (lần thứ {number}). Mỗi tiến trình của trợ lý dựng chỉ mục mới bên cạnh chỉ mục "
        "đang dùng rồi chuyển sang; trong lúc đó trợ lý vẫn trả lời.\n"
    )
    return 0
