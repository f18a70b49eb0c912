"""The door of identity."""

from __future__ import annotations

from collections.abc import Sequence

from nameko.timer import timer

from services.identity.engines.in_use import engines, engines_from, use_engines
from services.identity.queries.chase_list import chase_list
from services.identity.queries.consent_texts import consent_texts
from services.identity.queries.export_fields import export_fields
from services.identity.queries.export_rows import export_rows
from services.identity.queries.helpers_of_member import helpers_of_member
from services.identity.queries.list_breaches import list_breaches
from services.identity.queries.list_checks_below import list_checks_below
from services.identity.queries.list_committees import list_committees
from services.identity.queries.list_corrections import list_corrections
from services.identity.queries.list_data_requests import list_data_requests
from services.identity.queries.list_import_rows import list_import_rows
from services.identity.queries.list_imports import list_imports
from services.identity.queries.list_members import list_members
from services.identity.queries.list_organisations import list_organisations
from services.identity.queries.list_pairings import list_pairings
from services.identity.queries.list_problems import list_problems
from services.identity.queries.list_registrations import list_registrations
from services.identity.queries.list_roles import list_roles
from services.identity.queries.list_sign_up_days import list_sign_up_days, read_sign_up_day
from services.identity.queries.measure_roll_out import measure_roll_out
from services.identity.queries.member_papers import member_papers
from services.identity.queries.my_citizen_account import my_citizen_account
from services.identity.queries.my_consents import my_consents
from services.identity.queries.my_data import my_data
from services.identity.queries.my_data_requests import my_data_requests
from services.identity.queries.my_devices import my_devices
from services.identity.queries.my_helpers import my_helpers
from services.identity.queries.my_passkeys import my_passkeys
from services.identity.queries.my_profile import my_profile
from services.identity.queries.my_record import my_record
from services.identity.queries.my_record_access import my_record_access
from services.identity.queries.my_roll_out import my_roll_out
from services.identity.queries.my_sign_in import my_sign_in
from services.identity.queries.names import names
from services.identity.queries.names_of_readers import names_of_readers
from services.identity.queries.organisation_names import organisation_names
from services.identity.queries.organisation_tree import organisation_tree
from services.identity.queries.paper_file import paper_file
from services.identity.queries.read_breach import read_breach
from services.identity.queries.read_data_request import read_data_request
from services.identity.queries.read_import import read_import
from services.identity.queries.read_list_check import read_list_check
from services.identity.queries.read_member_history import read_member_history
from services.identity.queries.read_member_record import read_member_record
from services.identity.queries.read_organisation import read_organisation
from services.identity.queries.read_registration import read_registration
from services.identity.queries.recovery_requests import recovery_requests
from services.identity.queries.refused_rows_file import refused_rows_file
from services.identity.queries.registration_picture import registration_picture
from services.identity.queries.registration_status import registration_status
from services.identity.queries.roll_out_course import roll_out_course
from services.identity.queries.roll_out_numbers import roll_out_numbers
from services.identity.queries.ways_to_sign_in import ways_to_sign_in
from services.identity.queries.whom_i_help import whom_i_help
from services.identity.settings import Settings
from services.identity.store import registration_pictures
from services.identity.store.import_files import use_files
from services.identity.store.paper_files import use_papers
from services.identity.store.registration_pictures import use_pictures
from services.identity.usecases.add_passkey import add_passkey
from services.identity.usecases.agree_to_help import agree_to_help
from services.identity.usecases.answer_data_request import answer_data_request
from services.identity.usecases.answer_list_check import answer_list_check, confirm_rest_of_list
from services.identity.usecases.answer_question import answer_question
from services.identity.usecases.appoint_helper import appoint_helper
from services.identity.usecases.ask_about_my_data import ask_about_my_data
from services.identity.usecases.ask_for_person import ask_for_person
from services.identity.usecases.ask_helper import ask_helper
from services.identity.usecases.ask_recovery import ask_recovery
from services.identity.usecases.attach_paper import attach_paper
from services.identity.usecases.begin_export import begin_export
from services.identity.usecases.begin_import import begin_import
from services.identity.usecases.begin_passkey import begin_passkey
from services.identity.usecases.begin_passkey_log_in import begin_passkey_log_in
from services.identity.usecases.begin_provider_log_in import begin_provider_log_in
from services.identity.usecases.begin_registration import begin_assisted_registration, begin_registration
from services.identity.usecases.cancel_import import cancel_import
from services.identity.usecases.carry_out_due_changes import carry_out_due_changes
from services.identity.usecases.change_organisation import change_organisation, preview_organisation_change
from services.identity.usecases.change_username import change_username
from services.identity.usecases.check_records import check_records
from services.identity.usecases.choose_import_encoding import choose_import_encoding
from services.identity.usecases.choose_password import choose_password
from services.identity.usecases.close_breach import close_breach
from services.identity.usecases.close_list_check import close_list_check
from services.identity.usecases.close_sign_up_day import close_sign_up_day
from services.identity.usecases.confirm_card import confirm_card
from services.identity.usecases.confirm_phone import confirm_phone
from services.identity.usecases.correct_closed_list import correct_closed_list
from services.identity.usecases.correct_member_record import correct_member_record
from services.identity.usecases.decide_correction import decide_correction
from services.identity.usecases.decide_problem import decide_problem
from services.identity.usecases.decide_registration import decide_registration
from services.identity.usecases.dismiss_recovery import dismiss_recovery
from services.identity.usecases.draw_challenge import draw_challenge
from services.identity.usecases.elect_committee import elect_committee
from services.identity.usecases.end_committee_seat import end_committee_seat
from services.identity.usecases.end_data_request import end_data_request
from services.identity.usecases.end_delegation import end_delegation
from services.identity.usecases.end_role import end_role
from services.identity.usecases.enrol import enrol
from services.identity.usecases.enter_as_citizen import enter_as_citizen
from services.identity.usecases.extend_data_request import extend_data_request
from services.identity.usecases.forget_old_imports import forget_old_imports
from services.identity.usecases.forget_old_registrations import forget_old_registrations
from services.identity.usecases.give_consent import give_consent
from services.identity.usecases.grant_role import grant_role
from services.identity.usecases.issue_login_code import issue_login_code
from services.identity.usecases.knowing_caller import as_known_today
from services.identity.usecases.leave_as_citizen import leave_as_citizen
from services.identity.usecases.log_in_with_code import log_in_with_code
from services.identity.usecases.log_in_with_passkey import log_in_with_passkey
from services.identity.usecases.log_in_with_password import log_in_with_password
from services.identity.usecases.log_in_with_provider import log_in_with_provider
from services.identity.usecases.map_import import map_import
from services.identity.usecases.note_armed_service import note_armed_service
from services.identity.usecases.note_contact import note_contact
from services.identity.usecases.note_on_breach import note_on_breach
from services.identity.usecases.note_organisation_contacts import note_organisation_contacts
from services.identity.usecases.note_paper_person import note_paper_person, remove_paper_person
from services.identity.usecases.note_smartphone import note_smartphone
from services.identity.usecases.on_account_closed import on_account_closed
from services.identity.usecases.on_account_registered import on_account_registered
from services.identity.usecases.on_members_told import MemberEvent, on_members_told
from services.identity.usecases.open_stage import open_stage
from services.identity.usecases.pair_helper import pair_helper
from services.identity.usecases.plan_sign_up_day import plan_sign_up_day
from services.identity.usecases.record_breach import record_breach
from services.identity.usecases.recount_roll_out import count_activity
from services.identity.usecases.recover_member import recover_member
from services.identity.usecases.refresh_token import refresh_token
from services.identity.usecases.register_in_person import register_in_person
from services.identity.usecases.release_waiting_registrations import release_waiting_registrations
from services.identity.usecases.remove_passkey import remove_passkey
from services.identity.usecases.renew_paper import renew_paper
from services.identity.usecases.report_breach import report_breach
from services.identity.usecases.request_citizen_code import request_citizen_code
from services.identity.usecases.request_correction import request_correction
from services.identity.usecases.request_login_code import request_login_code
from services.identity.usecases.resume_session import resume_session
from services.identity.usecases.run_import import run_import
from services.identity.usecases.send_card import send_card
from services.identity.usecases.send_face import send_face
from services.identity.usecases.send_registration_code import send_registration_code
from services.identity.usecases.set_roll_out_rule import set_roll_out_rule
from services.identity.usecases.settle_pairing import settle_pairing
from services.identity.usecases.sign_out import sign_out
from services.identity.usecases.sign_out_elsewhere import sign_out_elsewhere
from services.identity.usecases.sign_out_of_device import sign_out_of_device
from services.identity.usecases.stand_in import stand_in
from services.identity.usecases.stop_registration import stop_registration
from services.identity.usecases.sweep_paper_files import sweep_paper_files
from services.identity.usecases.take_back_data_request import take_back_data_request
from services.identity.usecases.withdraw_consent import withdraw_consent
from services.identity.usecases.withdraw_organisation_change import withdraw_organisation_change
from services.identity.usecases.withdraw_paper import withdraw_paper
from shared import clock
from shared.contracts.identity import AccountClosed, AccountRegistered, MemberRegistered, MemberStatusChanged
from shared.inbox import react, react_to_all
from shared.messaging import Door, Received, answers, answers_openly, subscribe, subscribe_batch
from shared.store import GridFSBlobStore, unless_the_store_is_away

SECONDS_BETWEEN_COUNTS = 60
SECONDS_BETWEEN_SWEEPS = 600
SECONDS_BETWEEN_CHECKS = 15
SECONDS_BETWEEN_FRAGMENT_SWEEPS = 6 * 3600


def prepare(settings: Settings) -> None:
    use_engines(engines_from(settings))
    blobs = GridFSBlobStore(settings.mongo_uri)
    use_pictures(blobs)
    use_papers(blobs)
    use_files(blobs)


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

    begin_assisted_registration = answers(begin_assisted_registration)
    begin_registration = answers_openly(begin_registration)
    consent_texts = answers_openly(consent_texts)
    give_consent = answers_openly(give_consent)
    send_card = answers_openly(send_card)
    confirm_card = answers_openly(confirm_card)
    draw_challenge = answers_openly(draw_challenge)
    send_face = answers_openly(send_face)
    registration_status = answers_openly(registration_status)
    ask_for_person = answers_openly(ask_for_person)
    send_registration_code = answers_openly(send_registration_code)
    confirm_phone = answers_openly(confirm_phone)
    stop_registration = answers_openly(stop_registration)
    enrol = answers_openly(enrol)

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
    names_of_readers = answers(names_of_readers)
    sign_out_of_device = answers(sign_out_of_device)
    sign_out_elsewhere = answers(sign_out_elsewhere)
    sign_out = answers(sign_out, at="way_out")
    my_profile = answers(my_profile)
    list_organisations = answers(list_organisations)
    list_members = answers(list_members)
    read_member_record = answers(read_member_record)
    correct_member_record = answers(correct_member_record)
    read_member_history = answers(read_member_history)
    my_record = answers(my_record)
    request_correction = answers(request_correction)
    list_corrections = answers(list_corrections)
    decide_correction = answers(decide_correction)
    export_fields = answers(export_fields)
    begin_export = answers(begin_export)
    export_rows = answers(export_rows)
    list_problems = answers(list_problems)
    decide_problem = answers(decide_problem)
    answer_question = answers(answer_question)
    list_checks_below = answers(list_checks_below)
    read_list_check = answers(read_list_check)
    answer_list_check = answers(answer_list_check)
    confirm_rest_of_list = answers(confirm_rest_of_list)
    note_paper_person = answers(note_paper_person)
    remove_paper_person = answers(remove_paper_person)
    close_list_check = answers(close_list_check)
    correct_closed_list = answers(correct_closed_list)
    member_papers = answers(member_papers)
    paper_file = answers(paper_file)
    attach_paper = answers(attach_paper)
    renew_paper = answers(renew_paper)
    withdraw_paper = answers(withdraw_paper)
    begin_import = answers(begin_import)
    choose_import_encoding = answers(choose_import_encoding)
    map_import = answers(map_import)
    run_import = answers(run_import)
    cancel_import = answers(cancel_import)
    list_imports = answers(list_imports)
    read_import = answers(read_import)
    list_import_rows = answers(list_import_rows)
    refused_rows_file = answers(refused_rows_file)
    names = answers(names)
    issue_login_code = answers(issue_login_code)
    recovery_requests = answers(recovery_requests)
    recover_member = answers(recover_member)
    dismiss_recovery = answers(dismiss_recovery)
    grant_role = answers(grant_role)
    organisation_names = answers(organisation_names)
    organisation_tree = answers(organisation_tree)
    read_organisation = answers(read_organisation)
    preview_organisation_change = answers(preview_organisation_change)
    change_organisation = answers(change_organisation)
    withdraw_organisation_change = answers(withdraw_organisation_change)
    note_organisation_contacts = answers(note_organisation_contacts)
    list_committees = answers(list_committees)
    elect_committee = answers(elect_committee)
    end_committee_seat = answers(end_committee_seat)
    list_roles = answers(list_roles)
    end_role = answers(end_role)

    my_consents = answers(my_consents)
    withdraw_consent = answers(withdraw_consent)
    list_registrations = answers(list_registrations)
    read_registration = answers(read_registration)
    registration_picture = answers(registration_picture)
    decide_registration = answers(decide_registration)
    register_in_person = answers(register_in_person)

    my_data = answers(my_data)
    my_data_requests = answers(my_data_requests)
    ask_about_my_data = answers(ask_about_my_data)
    take_back_data_request = answers(take_back_data_request)
    list_data_requests = answers(list_data_requests)
    read_data_request = answers(read_data_request)
    answer_data_request = answers(answer_data_request)
    extend_data_request = answers(extend_data_request)
    end_data_request = answers(end_data_request)
    list_breaches = answers(list_breaches)
    read_breach = answers(read_breach)
    record_breach = answers(record_breach)
    note_on_breach = answers(note_on_breach)
    report_breach = answers(report_breach)
    close_breach = answers(close_breach)
    roll_out_numbers = answers(roll_out_numbers)
    roll_out_course = answers(roll_out_course)
    set_roll_out_rule = answers(set_roll_out_rule)
    open_stage = answers(open_stage)
    my_roll_out = answers(my_roll_out)
    chase_list = answers(chase_list)
    note_smartphone = answers(note_smartphone)
    note_armed_service = answers(note_armed_service)
    note_contact = answers(note_contact)
    list_sign_up_days = answers(list_sign_up_days)
    read_sign_up_day = answers(read_sign_up_day)
    plan_sign_up_day = answers(plan_sign_up_day)
    close_sign_up_day = answers(close_sign_up_day)
    list_pairings = answers(list_pairings)
    pair_helper = answers(pair_helper)
    settle_pairing = answers(settle_pairing)

    @subscribe_batch(MemberRegistered, MemberStatusChanged)
    def on_members_told(self, batch: Sequence[Received[MemberEvent]]) -> None:
        react_to_all(on_members_told, batch)

    @subscribe(AccountRegistered)
    def on_account_registered(self, received: Received[AccountRegistered]) -> None:
        react(on_account_registered, received)

    @subscribe(AccountClosed)
    def on_account_closed(self, received: Received[AccountClosed]) -> None:
        react(on_account_closed, received)

    @timer(interval=SECONDS_BETWEEN_SWEEPS, eager=True)
    def forget_old_registrations(self) -> None:
        unless_the_store_is_away(lambda: forget_old_registrations(clock.now(), engines().picture_hours))
        unless_the_store_is_away(lambda: forget_old_imports(clock.now()))
        unless_the_store_is_away(lambda: release_waiting_registrations(clock.now()))

    @timer(interval=SECONDS_BETWEEN_FRAGMENT_SWEEPS)
    def remove_fragments(self) -> None:
        unless_the_store_is_away(lambda: registration_pictures.remove_fragments(clock.now()))

    @timer(interval=SECONDS_BETWEEN_SWEEPS)
    def sweep_paper_files(self) -> None:
        unless_the_store_is_away(lambda: sweep_paper_files(clock.now(), engines().replaced_paper_days))

    @timer(interval=SECONDS_BETWEEN_COUNTS, eager=True)
    def carry_out_due_changes(self) -> None:
        unless_the_store_is_away(lambda: carry_out_due_changes(clock.now()))

    @timer(interval=SECONDS_BETWEEN_CHECKS, eager=True)
    def check_records(self) -> None:
        unless_the_store_is_away(lambda: check_records(clock.now()))

    @timer(interval=SECONDS_BETWEEN_COUNTS, eager=True)
    def count_roll_out(self) -> None:
        unless_the_store_is_away(lambda: count_activity(clock.now()))
        unless_the_store_is_away(measure_roll_out)
