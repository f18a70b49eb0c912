"""An organisation is elsewhere in the tree, or went on in another: what was written for it is for it there.
Members, and how far they are with what they study or were told, follow when identity tells of them one by one.

Documents are told anew, because whoever answers from them keeps its own copy."""

from __future__ import annotations

from collections.abc import Sequence

from services.content.store.articles import Article
from services.content.store.books import Book
from services.content.store.bulletin_drafts import BulletinDraft
from services.content.store.bulletins import Bulletin
from services.content.store.courses import Course
from services.content.store.document_drafts import DocumentDraft
from services.content.store.document_packages import DocumentPackage, PackageText
from services.content.store.documents import Document
from services.content.store.feed import FeedEntry
from services.content.store.notices import Notice
from services.content.store.partners import Partner
from services.content.store.regulations import Regulation
from services.content.store.roster import RoleHolder
from services.content.store.texts import ArticleText, DocumentText
from services.content.store.working_copies import WorkingCopy
from services.content.usecases.settling_validity import told_again
from shared.contracts import Received
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.outbox import change
from shared.store import below, replace_prefix
from shared.usecase import Context

PlaceEvent = OrganisationMoved | OrganisationMerged


def on_organisation_moved(batch: Sequence[Received[PlaceEvent]], _ctx: Context) -> None:
    for received in batch:
        old, new = received.data.old_path, received.data.path
        replace_prefix(Article, "audience", old, new)
        replace_prefix(Article, "published.audience", old, new)
        replace_prefix(Book, "audience", old, new)
        replace_prefix(Book, "published.audience", old, new)
        replace_prefix(Bulletin, "audience", old, new)
        replace_prefix(BulletinDraft, "audience", old, new)
        replace_prefix(ArticleText, "audience", old, new)
        replace_prefix(WorkingCopy, "audience", old, new)
        replace_prefix(DocumentText, "audience", old, new)
        replace_prefix(DocumentDraft, "audience", old, new)
        replace_prefix(DocumentPackage, "audience", old, new)
        replace_prefix(PackageText, "audience", old, new)
        replace_prefix(FeedEntry, "audience", old, new)
        replace_prefix(Partner, "path", old, new)
        replace_prefix(Course, "working.audience", old, new)
        replace_prefix(Course, "opened.audience", old, new)
        replace_prefix(Notice, "audience", old, new)
        replace_prefix(Notice, "from_path", old, new)
        replace_prefix(Regulation, "path", old, new)
        replace_prefix(RoleHolder, "path", old, new)
        for document in Document.objects(__raw__=below("audience", old)):
            audience = new + document.audience.removeprefix(old)
            told = [] if document.withdrawn else [told_again(document, audience, document.effective_until)]
            authority = document.authority
            if authority.startswith(old):
                authority = new + authority.removeprefix(old)
            change(document, *told, set__audience=audience, set__authority=authority)
