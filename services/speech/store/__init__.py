"""Speech's own database: the audio of each article in each voice. The sound itself lies in the blob store."""

from services.speech.store.audio import ArticleAudio
from services.speech.store.withdrawn import WithdrawnArticle

DOCUMENTS = (ArticleAudio, WithdrawnArticle)
