"""Staged roll-out: first a few organisations, then their leaders, then everybody (a setting per organisation)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from services.identity.rules.grants import Role
from services.identity.rules.roll_out_errors import RegistrationNotOpenYet
from shared.security import paths


class Stage(StrEnum):
    NOBODY = "nobody"
    LEADERS = "leaders"
    EVERYBODY = "everybody"


def stage_at(path: str, chosen: Mapping[str, Stage]) -> Stage:
    """What the nearest organisation above says; open to everybody where none says anything."""
    said = [chosen[place] for place in paths.ancestors(path) if place in chosen]
    return said[-1] if said else Stage.EVERYBODY


def check_open(stage: Stage, roles: Iterable[Role]) -> None:
    """Raises RegistrationNotOpenYet with a sentence for the person at the door."""
    if stage is Stage.EVERYBODY:
        return
    if stage is Stage.LEADERS and any(role is not Role.MEMBER for role in roles):
        return
    raise RegistrationNotOpenYet(_SENTENCES[stage])


_SENTENCES: Mapping[Stage, str] = {
    Stage.NOBODY: (
        "Tổ chức đảng của đồng chí chưa đến đợt đăng ký. Khi đến đợt, bí thư chi bộ sẽ báo; "
        "đồng chí chưa cần làm gì thêm."
    ),
    Stage.LEADERS: (
        "Đợt này mời bí thư chi bộ và cán bộ cấp ủy đăng ký trước để hướng dẫn lại. "
        "Đến lượt đồng chí, bí thư chi bộ sẽ báo; đồng chí chưa cần làm gì thêm."
    ),
}
