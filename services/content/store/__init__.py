"""Content's own database."""

from services.content.store.anniversaries import Anniversary
from services.content.store.article_files import ArticleFile
from services.content.store.articles import Article
from services.content.store.bookmarks import Bookmarks
from services.content.store.books import Book
from services.content.store.bulletin_drafts import BulletinDraft
from services.content.store.bulletins import Bulletin
from services.content.store.categories import Category
from services.content.store.courses import Course, CourseEdition
from services.content.store.document_drafts import DocumentDraft
from services.content.store.document_packages import DocumentPackage, PackageText
from services.content.store.documents import Document
from services.content.store.feed import FeedCounter, FeedEntry
from services.content.store.notes import Note, NoteKey
from services.content.store.notices import Notice
from services.content.store.partners import Partner
from services.content.store.progress import StudyProgress
from services.content.store.reads import ArticleReads
from services.content.store.receipts import NoticeReceipt
from services.content.store.regulations import Regulation, RegulationAcceptance
from services.content.store.roster import RoleHolder, RollMember
from services.content.store.scans import Scan, ScanPage
from services.content.store.search_orders import SearchOrder
from services.content.store.steps import ArticleStep
from services.content.store.texts import ArticleText, DocumentText
from services.content.store.working_copies import WorkingCopy

DOCUMENTS = (
    Anniversary,
    Article,
    ArticleFile,
    ArticleStep,
    ArticleReads,
    ArticleText,
    Book,
    Bookmarks,
    Bulletin,
    Category,
    BulletinDraft,
    Course,
    CourseEdition,
    Document,
    DocumentDraft,
    DocumentPackage,
    DocumentText,
    FeedCounter,
    FeedEntry,
    Note,
    NoteKey,
    Notice,
    NoticeReceipt,
    Regulation,
    RegulationAcceptance,
    Partner,
    PackageText,
    RoleHolder,
    RollMember,
    Scan,
    ScanPage,
    SearchOrder,
    StudyProgress,
    WorkingCopy,
)
