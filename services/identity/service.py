"""The door of identity."""

from __future__ import annotations

from typing import Any

from services.identity.engines.in_use import engines_from, use_engines
from services.identity.queries.list_members import list_members
from services.identity.queries.list_organisations import list_organisations
from services.identity.queries.my_devices import my_devices
from services.identity.queries.my_profile import my_profile
from services.identity.queries.my_record_access import my_record_access
from services.identity.queries.my_sign_in import my_sign_in
from services.identity.queries.names import names
from services.identity.settings import Settings
from services.identity.usecases.choose_password import choose_password
from services.identity.usecases.grant_role import grant_role
from services.identity.usecases.issue_login_code import issue_login_code
from services.identity.usecases.knowing_caller import as_known_today
from services.identity.usecases.log_in_with_code import log_in_with_code
from services.identity.usecases.log_in_with_password import log_in_with_password
from services.identity.usecases.refresh_token import refresh_token
from services.identity.usecases.request_login_code import request_login_code
from services.identity.usecases.resume_session import resume_session
from services.identity.usecases.sign_out import sign_out
from services.identity.usecases.sign_out_elsewhere import sign_out_elsewhere
from services.identity.usecases.sign_out_of_device import sign_out_of_device
from shared import clock
from shared.messaging import Door, rpc


def prepare(settings: Settings) -> None:
    use_engines(engines_from(settings))


class KnowingDoor(Door):
    """Refuses what a token says where identity knows better by now."""

    def setup(self) -> None:
        super().setup()
        verify = self._verify
        self._verify = lambda token: as_known_today(verify(token), clock.now())


class IdentityService:
    name = "identity"

    door = KnowingDoor()
    way_out = Door()

    @rpc
    def log_in_with_password(self, **fields: Any) -> Any:
        return self.door.open(log_in_with_password, fields)

    @rpc
    def request_login_code(self, **fields: Any) -> Any:
        return self.door.open(request_login_code, fields)

    @rpc
    def log_in_with_code(self, **fields: Any) -> Any:
        return self.door.open(log_in_with_code, fields)

    @rpc
    def refresh_token(self, **fields: Any) -> Any:
        return self.door(refresh_token, fields)

    @rpc
    def resume_session(self, **fields: Any) -> Any:
        return self.door.open(resume_session, fields)

    @rpc
    def my_sign_in(self, **fields: Any) -> Any:
        return self.door(my_sign_in, fields)

    @rpc
    def choose_password(self, **fields: Any) -> Any:
        return self.door(choose_password, fields)

    @rpc
    def my_devices(self, **fields: Any) -> Any:
        return self.door(my_devices, fields)

    @rpc
    def my_record_access(self, **fields: Any) -> Any:
        return self.door(my_record_access, fields)

    @rpc
    def sign_out_of_device(self, **fields: Any) -> Any:
        return self.door(sign_out_of_device, fields)

    @rpc
    def sign_out_elsewhere(self, **fields: Any) -> Any:
        return self.door(sign_out_elsewhere, fields)

    @rpc
    def sign_out(self, **fields: Any) -> Any:
        return self.way_out(sign_out, fields)

    @rpc
    def my_profile(self, **fields: Any) -> Any:
        return self.door(my_profile, fields)

    @rpc
    def list_organisations(self, **fields: Any) -> Any:
        return self.door(list_organisations, fields)

    @rpc
    def list_members(self, **fields: Any) -> Any:
        return self.door(list_members, fields)

    @rpc
    def names(self, **fields: Any) -> Any:
        return self.door(names, fields)

    @rpc
    def issue_login_code(self, **fields: Any) -> Any:
        return self.door(issue_login_code, fields)

    @rpc
    def grant_role(self, **fields: Any) -> Any:
        return self.door(grant_role, fields)
