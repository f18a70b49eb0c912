"""What registration asks before it takes anybody in: has the roll-out come to this member?"""

from __future__ import annotations

from datetime import date

from services.identity.rules.grants import in_force
from services.identity.rules.roll_out_stage import check_open, stage_at
from services.identity.store import role_grants, roll_out_settings
from services.identity.store.members import Member
from shared.security import paths


def check_may_register(member: Member, today: date) -> None:
    """Raises RegistrationNotOpenYet. Who has an account keeps it whatever the stage says."""
    stage = stage_at(member.cell_path, roll_out_settings.stages_on(paths.ancestors(member.cell_path)))
    check_open(stage, (term.role for term in in_force(role_grants.terms_of(member.id), today)))
