"""The door of identity."""

from __future__ import annotations

from services.identity.engines.in_use import engines_from, use_engines
from services.identity.queries.helpers_of_member import helpers_of_member
from services.identity.queries.list_members import list_members
from services.identity.queries.list_organisations import list_organisations
from services.identity.queries.list_roles import list_roles
from services.identity.queries.my_citizen_account import my_citizen_account
from services.identity.queries.my_devices import my_devices
from services.identity.queries.my_helpers import my_helpers
from services.identity.queries.my_passkeys import my_passkeys
from services.identity.queries.my_profile import my_profile
from services.identity.queries.my_record_access import my_record_access
from services.identity.queries.my_sign_in import my_sign_in
from services.identity.queries.names import names
from services.identity.queries.recovery_requests import recovery_requests
from services.identity.queries.ways_to_sign_in import ways_to_sign_in
from services.identity.queries.whom_i_help import whom_i_help
from services.identity.settings import Settings
from services.identity.usecases.add_passkey import add_passkey
from services.identity.usecases.agree_to_help import agree_to_help
from services.identity.usecases.appoint_helper import appoint_helper
from services.identity.usecases.ask_helper import ask_helper
from services.identity.usecases.ask_recovery import ask_recovery
from services.identity.usecases.begin_passkey import begin_passkey
from services.identity.usecases.begin_passkey_log_in import begin_passkey_log_in
from services.identity.usecases.begin_provider_log_in import begin_provider_log_in
from services.identity.usecases.change_username import change_username
from services.identity.usecases.choose_password import choose_password
from services.identity.usecases.dismiss_recovery import dismiss_recovery
from services.identity.usecases.end_delegation import end_delegation
from services.identity.usecases.end_role import end_role
from services.identity.usecases.enter_as_citizen import enter_as_citizen
from services.identity.usecases.grant_role import grant_role
from services.identity.usecases.issue_login_code import issue_login_code
from services.identity.usecases.knowing_caller import as_known_today
from services.identity.usecases.leave_as_citizen import leave_as_citizen
from services.identity.usecases.log_in_with_code import log_in_with_code
from services.identity.usecases.log_in_with_passkey import log_in_with_passkey
from services.identity.usecases.log_in_with_password import log_in_with_password
from services.identity.usecases.log_in_with_provider import log_in_with_provider
from services.identity.usecases.recover_member import recover_member
from services.identity.usecases.refresh_token import refresh_token
from services.identity.usecases.remove_passkey import remove_passkey
from services.identity.usecases.request_citizen_code import request_citizen_code
from services.identity.usecases.request_login_code import request_login_code
from services.identity.usecases.resume_session import resume_session
from services.identity.usecases.sign_out import sign_out
from services.identity.usecases.sign_out_elsewhere import sign_out_elsewhere
from services.identity.usecases.sign_out_of_device import sign_out_of_device
from services.identity.usecases.stand_in import stand_in
from shared import clock
from shared.messaging import Door, answers, answers_openly


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

    log_in_with_password = answers_openly(log_in_with_password)
    request_login_code = answers_openly(request_login_code)
    log_in_with_code = answers_openly(log_in_with_code)
    resume_session = answers_openly(resume_session)
    ways_to_sign_in = answers_openly(ways_to_sign_in)
    request_citizen_code = answers_openly(request_citizen_code)
    enter_as_citizen = answers_openly(enter_as_citizen)
    ask_recovery = answers_openly(ask_recovery)
    begin_passkey_log_in = answers_openly(begin_passkey_log_in)
    log_in_with_passkey = answers_openly(log_in_with_passkey)
    begin_provider_log_in = answers_openly(begin_provider_log_in)
    log_in_with_provider = answers_openly(log_in_with_provider)

    refresh_token = answers(refresh_token)
    my_sign_in = answers(my_sign_in)
    choose_password = answers(choose_password)
    my_passkeys = answers(my_passkeys)
    begin_passkey = answers(begin_passkey)
    add_passkey = answers(add_passkey)
    remove_passkey = answers(remove_passkey)
    my_helpers = answers(my_helpers)
    ask_helper = answers(ask_helper)
    whom_i_help = answers(whom_i_help)
    agree_to_help = answers(agree_to_help)
    end_delegation = answers(end_delegation)
    stand_in = answers(stand_in)
    helpers_of_member = answers(helpers_of_member)
    appoint_helper = answers(appoint_helper)
    change_username = answers(change_username)
    my_citizen_account = answers(my_citizen_account)
    leave_as_citizen = answers(leave_as_citizen)
    my_devices = answers(my_devices)
    my_record_access = answers(my_record_access)
    sign_out_of_device = answers(sign_out_of_device)
    sign_out_elsewhere = answers(sign_out_elsewhere)
    sign_out = answers(sign_out, at="way_out")
    my_profile = answers(my_profile)
    list_organisations = answers(list_organisations)
    list_members = answers(list_members)
    names = answers(names)
    issue_login_code = answers(issue_login_code)
    recovery_requests = answers(recovery_requests)
    recover_member = answers(recover_member)
    dismiss_recovery = answers(dismiss_recovery)
    grant_role = answers(grant_role)
    list_roles = answers(list_roles)
    end_role = answers(end_role)
