"""Speech's own database: the audio of each article in each voice, the spoken segments, the text of documents that may
be asked for, where members stopped listening, and how the province reads its own words. The finished sound itself lies
in the blob store."""

from services.speech.store.audio import ArticleAudio
from services.speech.store.documents import ReadableDocument
from services.speech.store.hearings import Hearing
from services.speech.store.opened import OpenedArticle
from services.speech.store.places import ListeningPlaces
from services.speech.store.readings import ReadingChange
from services.speech.store.rereadings import Rereading
from services.speech.store.segments import SpokenSegment
from services.speech.store.spoken_books import SpokenBook
from services.speech.store.texts import KeptText
from services.speech.store.unknown_words import UnknownWord
from services.speech.store.withdrawn import WithdrawnArticle

DOCUMENTS = (
    ArticleAudio,
    Hearing,
    KeptText,
    ListeningPlaces,
    OpenedArticle,
    ReadableDocument,
    ReadingChange,
    Rereading,
    SpokenBook,
    SpokenSegment,
    UnknownWord,
    WithdrawnArticle,
)
