"""The web app: server-rendered pages in Vietnamese. Member's handbook at `/`, the committee's desk at `/desk`.

Everything works without JavaScript by links and POST/redirect/GET; scripts add live updates, the player and offline.
"""

from __future__ import annotations

from fastapi import FastAPI

from services.gateway.settings import STATIC
from services.gateway.web.pages import (
    anniversaries,
    assistant,
    bookmarks,
    bulletins,
    certificates,
    citizens,
    directives,
    documents,
    helpers,
    helping,
    helping_directives,
    helping_study,
    home,
    install,
    listen,
    log_in,
    me,
    meetings,
    my_data,
    my_papers,
    my_record,
    news,
    notebook,
    notices,
    passkeys,
    password,
    podcast,
    polls,
    provider_log_in,
    public,
    public_books,
    recovery,
    register,
    regulation,
    roll_out,
    search,
    study,
)
from services.gateway.web.pages.desk import answer_quality as desk_answer_quality
from services.gateway.web.pages.desk import article_files as desk_article_files
from services.gateway.web.pages.desk import article_steps as desk_article_steps
from services.gateway.web.pages.desk import articles as desk_articles
from services.gateway.web.pages.desk import books as desk_books
from services.gateway.web.pages.desk import breaches as desk_breaches
from services.gateway.web.pages.desk import bulletins as desk_bulletins
from services.gateway.web.pages.desk import calendar as desk_calendar
from services.gateway.web.pages.desk import categories as desk_categories
from services.gateway.web.pages.desk import chasing as desk_chasing
from services.gateway.web.pages.desk import committees as desk_committees
from services.gateway.web.pages.desk import course_numbers as desk_course_numbers
from services.gateway.web.pages.desk import course_parts as desk_course_parts
from services.gateway.web.pages.desk import courses as desk_courses
from services.gateway.web.pages.desk import data_requests as desk_data_requests
from services.gateway.web.pages.desk import directives as desk_directives
from services.gateway.web.pages.desk import documents as desk_documents
from services.gateway.web.pages.desk import exports as desk_exports
from services.gateway.web.pages.desk import helpers as desk_helpers
from services.gateway.web.pages.desk import helping as desk_helping
from services.gateway.web.pages.desk import imports as desk_imports
from services.gateway.web.pages.desk import list_checks as desk_list_checks
from services.gateway.web.pages.desk import list_checks_below as desk_list_checks_below
from services.gateway.web.pages.desk import meetings as desk_meetings
from services.gateway.web.pages.desk import members as desk_members
from services.gateway.web.pages.desk import organisations as desk_organisations
from services.gateway.web.pages.desk import overview as desk_overview
from services.gateway.web.pages.desk import packages as desk_packages
from services.gateway.web.pages.desk import papers as desk_papers
from services.gateway.web.pages.desk import partners as desk_partners
from services.gateway.web.pages.desk import polls as desk_polls
from services.gateway.web.pages.desk import problems as desk_problems
from services.gateway.web.pages.desk import questions as desk_questions
from services.gateway.web.pages.desk import reading_aloud as desk_reading_aloud
from services.gateway.web.pages.desk import readings as desk_readings
from services.gateway.web.pages.desk import records as desk_records
from services.gateway.web.pages.desk import recoveries as desk_recoveries
from services.gateway.web.pages.desk import registrations as desk_registrations
from services.gateway.web.pages.desk import regulation as desk_regulation
from services.gateway.web.pages.desk import released_answers as desk_released_answers
from services.gateway.web.pages.desk import roles as desk_roles
from services.gateway.web.pages.desk import roll_call as desk_roll_call
from services.gateway.web.pages.desk import roll_out as desk_roll_out
from services.gateway.web.pages.desk import unanswered as desk_unanswered
from services.gateway.web.pages.desk import votes as desk_votes
from services.gateway.web.static_files import KeptFiles
from services.gateway.web.visit import Profiles

PAGES = (
    log_in,
    home,
    news,
    meetings,
    polls,
    assistant,
    documents,
    notices,
    notebook,
    bookmarks,
    bulletins,
    desk_bulletins,
    directives,
    desk_directives,
    regulation,
    desk_regulation,
    me,
    my_data,
    my_papers,
    my_record,
    password,
    passkeys,
    provider_log_in,
    install,
    roll_out,
    desk_overview,
    desk_articles,
    desk_categories,
    desk_calendar,
    anniversaries,
    desk_packages,
    desk_documents,
    desk_article_files,
    desk_article_steps,
    desk_meetings,
    desk_roll_call,
    desk_votes,
    desk_polls,
    desk_released_answers,
    desk_questions,
    desk_members,
    desk_records,
    desk_papers,
    desk_exports,
    desk_problems,
    desk_data_requests,
    desk_breaches,
    desk_partners,
    desk_roll_out,
    desk_chasing,
    desk_helping,
    helpers,
    helping,
    recovery,
    citizens,
    public,
    public_books,
    desk_helpers,
    desk_recoveries,
    desk_roles,
    desk_registrations,
    register,
    desk_imports,
    desk_committees,
    desk_list_checks,
    desk_list_checks_below,
    desk_organisations,
    desk_reading_aloud,
    desk_readings,
    listen,
    podcast,
    desk_books,
    search,
    study,
    certificates,
    helping_directives,
    helping_study,
    desk_course_numbers,
    desk_course_parts,
    desk_courses,
    desk_unanswered,
    desk_answer_quality,
)


def install_web(app: FastAPI) -> None:
    app.state.profiles = Profiles()
    app.mount("/static", KeptFiles(STATIC), name="static")
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
