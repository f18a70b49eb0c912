"""The door of content."""

from __future__ import annotations

from collections.abc import Sequence

from nameko.timer import timer

from services.content.engines.in_use import allow_hosts, ask_two_persons, limit_scans
from services.content.engines.search_place import open_search, use_search
from services.content.engines.webhook import deliver
from services.content.follower import SearchFollower
from services.content.queries.anniversaries_of_month import anniversaries_of_month
from services.content.queries.article_file import article_file, open_article_file
from services.content.queries.article_history import article_history
from services.content.queries.book_cover import book_cover, open_book_cover
from services.content.queries.categories_of_open_articles import categories_of_open_articles
from services.content.queries.chapter_candidates import chapter_candidates
from services.content.queries.check_certificate import check_certificate
from services.content.queries.coming_anniversaries import coming_anniversaries
from services.content.queries.compare_texts import compare_texts
from services.content.queries.course_numbers import course_numbers
from services.content.queries.course_people import course_people
from services.content.queries.documents_to_export import documents_to_export
from services.content.queries.export_notes import export_notes
from services.content.queries.list_articles import list_articles
from services.content.queries.list_bookmarks import list_bookmarks
from services.content.queries.list_books import list_books
from services.content.queries.list_bulletin_drafts import list_bulletin_drafts
from services.content.queries.list_bulletins import list_bulletins
from services.content.queries.list_categories import list_categories
from services.content.queries.list_desk_anniversaries import list_desk_anniversaries
from services.content.queries.list_desk_articles import list_desk_articles
from services.content.queries.list_desk_books import list_desk_books
from services.content.queries.list_desk_categories import list_desk_categories
from services.content.queries.list_desk_courses import list_desk_courses
from services.content.queries.list_desk_documents import list_desk_documents
from services.content.queries.list_desk_notices import list_desk_notices
from services.content.queries.list_desk_regulations import list_desk_regulations
from services.content.queries.list_documents import list_documents
from services.content.queries.list_notes import list_notes
from services.content.queries.list_open_articles import list_open_articles
from services.content.queries.list_open_books import list_open_books
from services.content.queries.list_open_categories import list_open_categories
from services.content.queries.list_partners import list_partners
from services.content.queries.most_read_articles import most_read_articles
from services.content.queries.my_courses import my_courses
from services.content.queries.my_data import my_data
from services.content.queries.my_duties import my_duties
from services.content.queries.my_notices import my_notices
from services.content.queries.my_regulations import my_regulations
from services.content.queries.notice_numbers import notice_numbers
from services.content.queries.notice_people import notice_people
from services.content.queries.read_article import read_article
from services.content.queries.read_book import read_book
from services.content.queries.read_bulletin import read_bulletin, read_open_bulletin
from services.content.queries.read_bulletin_draft import read_bulletin_draft
from services.content.queries.read_course import read_course
from services.content.queries.read_desk_course import read_desk_course
from services.content.queries.read_desk_document import read_desk_document
from services.content.queries.read_desk_notice import read_desk_notice
from services.content.queries.read_document import read_document
from services.content.queries.read_document_draft import read_document_draft
from services.content.queries.read_exchange_document import read_exchange_document
from services.content.queries.read_feed import read_feed
from services.content.queries.read_note import read_note
from services.content.queries.read_open_article import read_open_article
from services.content.queries.read_open_book import read_open_book
from services.content.queries.read_package import read_package
from services.content.queries.read_part import read_part
from services.content.queries.read_working_copy import read_working_copy
from services.content.queries.regulation_numbers import regulation_numbers
from services.content.queries.regulation_people import regulation_people
from services.content.queries.related_articles import related_articles
from services.content.queries.search import search
from services.content.queries.todays_programme import todays_programme
from services.content.queries.trail_about_me import trail_about_me
from services.content.settings import Settings
from services.content.store import article_files, book_covers, media
from services.content.store.migrations import MIGRATIONS
from services.content.store.scan_files import use_files
from services.content.usecases.accept_regulation import accept_regulation
from services.content.usecases.acknowledge_notice import acknowledge_notice
from services.content.usecases.add_anniversary import add_anniversary
from services.content.usecases.add_bookmark import add_bookmark
from services.content.usecases.add_category import add_category
from services.content.usecases.add_partner import add_partner
from services.content.usecases.answer_part import answer_part
from services.content.usecases.approve_article import approve_article
from services.content.usecases.change_anniversary import change_anniversary
from services.content.usecases.change_book import change_book
from services.content.usecases.change_category import change_category
from services.content.usecases.close_article import close_article
from services.content.usecases.close_book import close_book
from services.content.usecases.correct_notice import correct_notice
from services.content.usecases.count_reading import count_reading
from services.content.usecases.delete_article_file import delete_article_file
from services.content.usecases.delete_note import delete_note
from services.content.usecases.discard_bulletin_draft import discard_bulletin_draft
from services.content.usecases.discard_draft import discard_draft
from services.content.usecases.discard_package import discard_package
from services.content.usecases.discard_working_copy import discard_working_copy
from services.content.usecases.export_chosen import export_chosen
from services.content.usecases.forget_old_scans import check_scans, forget_old_scans
from services.content.usecases.hand_over_documents import hand_over_documents
from services.content.usecases.import_draft import import_draft
from services.content.usecases.issue_certificate import issue_certificate
from services.content.usecases.keep_bulletin_draft import keep_bulletin_draft
from services.content.usecases.keep_working_copy import forget_old_copies, keep_working_copy
from services.content.usecases.make_book import make_book
from services.content.usecases.move_category import move_category
from services.content.usecases.name_regulation import name_regulation
from services.content.usecases.note_in_feed import Told, note_in_feed
from services.content.usecases.on_account_closed import on_account_closed
from services.content.usecases.on_members_told import MemberEvent, on_members_told
from services.content.usecases.on_organisation_moved import PlaceEvent, on_organisation_moved
from services.content.usecases.on_roles_told import RoleEvent, on_roles_told
from services.content.usecases.open_article import open_article
from services.content.usecases.open_book import open_book
from services.content.usecases.open_course import open_course
from services.content.usecases.open_notice import open_notice
from services.content.usecases.pause_partner_webhook import pause_partner_webhook
from services.content.usecases.publish_article import publish_article
from services.content.usecases.publish_book import publish_book
from services.content.usecases.publish_bulletin import publish_bulletin
from services.content.usecases.publish_bulletin_draft import publish_bulletin_draft
from services.content.usecases.publish_due_articles import publish_due_articles
from services.content.usecases.remind_of_notices import remind_of_notices
from services.content.usecases.remove_book_cover import remove_book_cover
from services.content.usecases.remove_bookmark import remove_bookmark
from services.content.usecases.remove_part import remove_part
from services.content.usecases.remove_question import remove_question
from services.content.usecases.renew_partner_key import renew_partner_key
from services.content.usecases.retire_category import retire_category
from services.content.usecases.return_article import return_article
from services.content.usecases.revise_article import revise_article
from services.content.usecases.revise_course import revise_course
from services.content.usecases.revise_document import revise_document
from services.content.usecases.revise_note import revise_note
from services.content.usecases.revoke_partner import revoke_partner
from services.content.usecases.schedule_article import schedule_article
from services.content.usecases.send_article_file import send_article_file
from services.content.usecases.send_book_cover import send_book_cover
from services.content.usecases.send_document import send_document
from services.content.usecases.send_notice import send_notice
from services.content.usecases.send_package import send_package
from services.content.usecases.send_webhooks import forget_old_entries, send_webhooks
from services.content.usecases.set_partner_webhook import set_partner_webhook
from services.content.usecases.submit_article import submit_article
from services.content.usecases.take_package import take_package
from services.content.usecases.unschedule_article import unschedule_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_book import withdraw_book
from services.content.usecases.withdraw_bulletin import withdraw_bulletin
from services.content.usecases.withdraw_course import withdraw_course
from services.content.usecases.withdraw_document import withdraw_document
from services.content.usecases.withdraw_notice import withdraw_notice
from services.content.usecases.write_article import write_article
from services.content.usecases.write_course import write_course
from services.content.usecases.write_note import write_note
from services.content.usecases.write_part import write_part
from services.content.usecases.write_question import write_question
from shared import clock
from shared.contracts.content import ArticlePublished, ArticleWithdrawn, DocumentPublished, DocumentWithdrawn
from shared.contracts.identity import (
    AccountClosed,
    MemberRegistered,
    MemberStatusChanged,
    OrganisationMerged,
    OrganisationMoved,
    RoleEnded,
    RoleGranted,
)
from shared.inbox import react, react_to_all
from shared.messaging import Door, Received, answers, answers_openly, subscribe, subscribe_batch
from shared.observability import health
from shared.store import GridFSBlobStore, migrate, unless_the_store_is_away

SECONDS_BETWEEN_WEBHOOKS = 2
SECONDS_BETWEEN_LOOKS = 5
SECONDS_BETWEEN_SWEEPS = 3600
_source: list[str] = []


def prepare(settings: Settings) -> None:
    """Before the bus: open the search index, or begin an empty one that the follower fills."""
    allow_hosts([host.strip() for host in settings.webhook_hosts.split(",") if host.strip()])
    ask_two_persons(settings.two_person_rule)
    limit_scans(settings.scan_limits)
    use_files(GridFSBlobStore(settings.mongo_uri))
    health.register("scans", lambda: check_scans(clock.now()))
    _source[:] = [f"/sotay/{settings.province}/content"]
    migrate(MIGRATIONS)
    given = GridFSBlobStore(settings.media_uri)
    media.use_blobs(given)
    health.register("blobs", given.ping)
    use_search(open_search(settings))


class ContentService:
    name = "content"

    door = Door()
    follower = SearchFollower()

    write_article = answers(write_article)
    revise_article = answers(revise_article)
    publish_article = answers(publish_article)
    withdraw_article = answers(withdraw_article)
    open_article = answers(open_article)
    close_article = answers(close_article)
    list_open_articles = answers_openly(list_open_articles)
    read_open_article = answers_openly(read_open_article)
    send_article_file = answers(send_article_file)
    delete_article_file = answers(delete_article_file)
    article_file = answers(article_file)
    open_article_file = answers_openly(open_article_file)
    submit_article = answers(submit_article)
    approve_article = answers(approve_article)
    return_article = answers(return_article)
    schedule_article = answers(schedule_article)
    unschedule_article = answers(unschedule_article)
    read_article = answers(read_article)
    article_history = answers(article_history)
    keep_working_copy = answers(keep_working_copy)
    discard_working_copy = answers(discard_working_copy)
    read_working_copy = answers(read_working_copy)
    compare_texts = answers(compare_texts)
    list_articles = answers(list_articles)
    list_desk_articles = answers(list_desk_articles)
    list_categories = answers(list_categories)
    list_desk_categories = answers(list_desk_categories)
    add_category = answers(add_category)
    change_category = answers(change_category)
    move_category = answers(move_category)
    retire_category = answers(retire_category)
    coming_anniversaries = answers(coming_anniversaries)
    anniversaries_of_month = answers(anniversaries_of_month)
    list_desk_anniversaries = answers(list_desk_anniversaries)
    add_anniversary = answers(add_anniversary)
    change_anniversary = answers(change_anniversary)
    list_open_categories = answers_openly(list_open_categories)
    categories_of_open_articles = answers_openly(categories_of_open_articles)
    read_document = answers(read_document)
    list_documents = answers(list_documents)
    list_desk_documents = answers(list_desk_documents)
    read_document_draft = answers(read_document_draft)
    read_desk_document = answers(read_desk_document)
    send_document = answers(send_document)
    import_draft = answers(import_draft)
    discard_draft = answers(discard_draft)
    send_package = answers(send_package)
    read_package = answers(read_package)
    take_package = answers(take_package)
    discard_package = answers(discard_package)
    documents_to_export = answers(documents_to_export)
    export_chosen = answers(export_chosen)
    revise_document = answers(revise_document)
    withdraw_document = answers(withdraw_document)
    list_partners = answers(list_partners)
    add_partner = answers(add_partner)
    renew_partner_key = answers(renew_partner_key)
    set_partner_webhook = answers(set_partner_webhook)
    pause_partner_webhook = answers(pause_partner_webhook)
    revoke_partner = answers(revoke_partner)
    read_feed = answers_openly(read_feed)
    read_exchange_document = answers_openly(read_exchange_document)
    hand_over_documents = answers_openly(hand_over_documents)

    @subscribe_batch(ArticlePublished, ArticleWithdrawn, DocumentPublished, DocumentWithdrawn)
    def note_in_feed(self, batch: Sequence[Received[Told]]) -> None:
        react_to_all(note_in_feed, batch)

    @timer(interval=SECONDS_BETWEEN_WEBHOOKS)
    def send_webhooks(self) -> None:
        unless_the_store_is_away(lambda: send_webhooks(_source[0], deliver))

    @timer(interval=SECONDS_BETWEEN_LOOKS, eager=True)
    def publish_due_articles(self) -> None:
        unless_the_store_is_away(lambda: publish_due_articles(clock.now()))

    @timer(interval=SECONDS_BETWEEN_SWEEPS)
    def forget_old_entries(self) -> None:
        unless_the_store_is_away(lambda: forget_old_entries(clock.now()))
        unless_the_store_is_away(lambda: forget_old_copies(clock.now()))
        unless_the_store_is_away(lambda: article_files.sweep(clock.now()))
        unless_the_store_is_away(lambda: book_covers.sweep(clock.now()))
        unless_the_store_is_away(lambda: media.sweep_fragments(clock.now()))
        unless_the_store_is_away(lambda: forget_old_scans(clock.now()))

    send_notice = answers(send_notice)
    correct_notice = answers(correct_notice)
    withdraw_notice = answers(withdraw_notice)
    my_notices = answers(my_notices)
    open_notice = answers(open_notice)
    acknowledge_notice = answers(acknowledge_notice)
    list_desk_notices = answers(list_desk_notices)
    read_desk_notice = answers(read_desk_notice)
    notice_numbers = answers(notice_numbers)
    notice_people = answers(notice_people)
    name_regulation = answers(name_regulation)
    accept_regulation = answers(accept_regulation)
    my_regulations = answers(my_regulations)
    my_duties = answers(my_duties)
    list_desk_regulations = answers(list_desk_regulations)
    regulation_numbers = answers(regulation_numbers)
    regulation_people = answers(regulation_people)

    @timer(interval=SECONDS_BETWEEN_LOOKS, eager=True)
    def remind_of_notices(self) -> None:
        unless_the_store_is_away(lambda: remind_of_notices(clock.now()))

    list_books = answers(list_books)
    list_desk_books = answers(list_desk_books)
    read_book = answers(read_book)
    make_book = answers(make_book)
    change_book = answers(change_book)
    publish_book = answers(publish_book)
    withdraw_book = answers(withdraw_book)
    open_book = answers(open_book)
    close_book = answers(close_book)
    list_open_books = answers_openly(list_open_books)
    read_open_book = answers_openly(read_open_book)
    chapter_candidates = answers(chapter_candidates)
    todays_programme = answers(todays_programme)
    search = answers(search)
    write_course = answers(write_course)
    revise_course = answers(revise_course)
    write_part = answers(write_part)
    remove_part = answers(remove_part)
    write_question = answers(write_question)
    remove_question = answers(remove_question)
    open_course = answers(open_course)
    withdraw_course = answers(withdraw_course)
    list_desk_courses = answers(list_desk_courses)
    read_desk_course = answers(read_desk_course)
    course_numbers = answers(course_numbers)
    course_people = answers(course_people)
    my_courses = answers(my_courses)
    read_course = answers(read_course)
    read_part = answers(read_part)
    answer_part = answers(answer_part)
    issue_certificate = answers(issue_certificate)
    my_data = answers(my_data)
    trail_about_me = answers(trail_about_me)
    publish_bulletin = answers(publish_bulletin)
    withdraw_bulletin = answers(withdraw_bulletin)
    keep_bulletin_draft = answers(keep_bulletin_draft)
    read_bulletin_draft = answers(read_bulletin_draft)
    list_bulletin_drafts = answers(list_bulletin_drafts)
    publish_bulletin_draft = answers(publish_bulletin_draft)
    discard_bulletin_draft = answers(discard_bulletin_draft)
    list_bulletins = answers(list_bulletins)
    read_bulletin = answers(read_bulletin)
    read_open_bulletin = answers_openly(read_open_bulletin)
    count_reading = answers(count_reading)
    most_read_articles = answers(most_read_articles)
    related_articles = answers(related_articles)
    add_bookmark = answers(add_bookmark)
    remove_bookmark = answers(remove_bookmark)
    list_bookmarks = answers(list_bookmarks)
    write_note = answers(write_note)
    revise_note = answers(revise_note)
    delete_note = answers(delete_note)
    read_note = answers(read_note)
    list_notes = answers(list_notes)
    export_notes = answers(export_notes)
    check_certificate = answers_openly(check_certificate)
    book_cover = answers(book_cover)
    open_book_cover = answers_openly(open_book_cover)
    send_book_cover = answers(send_book_cover)
    remove_book_cover = answers(remove_book_cover)

    @subscribe(AccountClosed)
    def on_account_closed(self, received: Received[AccountClosed]) -> None:
        react(on_account_closed, received)

    @subscribe_batch(MemberRegistered, MemberStatusChanged)
    def on_members_told(self, batch: Sequence[Received[MemberEvent]]) -> None:
        react_to_all(on_members_told, batch)

    @subscribe_batch(RoleGranted, RoleEnded)
    def on_roles_told(self, batch: Sequence[Received[RoleEvent]]) -> None:
        react_to_all(on_roles_told, batch)

    @subscribe_batch(OrganisationMoved, OrganisationMerged)
    def on_organisation_moved(self, batch: Sequence[Received[PlaceEvent]]) -> None:
        react_to_all(on_organisation_moved, batch)
