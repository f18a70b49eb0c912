"""Content's own database."""

from services.content.store.articles import Article
from services.content.store.documents import Document
from services.content.store.texts import ArticleText, DocumentText

DOCUMENTS = (Article, ArticleText, Document, DocumentText)
