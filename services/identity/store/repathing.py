"""Everything of identity that lies at a path follows when an organisation moves: one prefix for another, in place.

Safe to repeat: what was rewritten does not begin with the old path any more. Members are not in this list: they are
told to the other services one by one (usecases/carrying_out_change.py); of the roll-out's rows the same events take
care. Audit entries stay as they were: where something happened does not change afterwards.
"""

from __future__ import annotations

from services.identity.store.breaches import Breach
from services.identity.store.corrections import Correction
from services.identity.store.data_requests import DataRequest
from services.identity.store.delegations import Delegation
from services.identity.store.helper_pairings import HelperPairing
from services.identity.store.list_checks import ListCheck
from services.identity.store.member_exports import MemberExport
from services.identity.store.member_imports import MemberImport
from services.identity.store.organisation_changes import OrganisationChange
from services.identity.store.record_problems import RecordProblem
from services.identity.store.recovery_requests import RecoveryRequest
from services.identity.store.registrations import Registration
from services.identity.store.role_grants import RoleGrant
from services.identity.store.roll_out_settings import RollOutStage
from services.identity.store.sign_up_days import SignUpDay
from shared.store import replace_prefix

PLACES = (
    (Breach, "path"),
    (Correction, "cell_path"),
    (DataRequest, "cell_path"),
    (Delegation, "cell_path"),
    (HelperPairing, "cell_path"),
    (ListCheck, "cell_path"),
    (MemberExport, "path"),
    (MemberImport, "organisation_path"),
    (OrganisationChange, "place"),
    (RecordProblem, "cell_path"),
    (RecoveryRequest, "cell_path"),
    (Registration, "path"),
    (RoleGrant, "organisation_path"),
    (RollOutStage, "path"),
    (SignUpDay, "organisation_path"),
)


def follow(old: str, new: str) -> None:
    for document, field in PLACES:
        replace_prefix(document, field, old, new)
