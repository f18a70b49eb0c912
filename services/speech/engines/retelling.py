"""A narrator that does not give up with its first engine: what fails, or is no good, is told by the next one.

Promises: the recording of a fallback is marked as one, and the log says which engine failed and why; one recording has
one engine from beginning to end. When no other engine has the voice, or the last one fails too, the last error stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.speech.engines.narrator import Narrator, Recording
from services.speech.rules.errors import EngineFailed, NoVoiceEngine, SpeechNotGoodEnough
from shared.contracts.content import Block
from shared.observability import log


class RetellingNarrator(Narrator):
    def record(self, title: str, blocks: Sequence[Block], voice: str, *how: Any, **named: Any) -> Recording:
        try:
            return super().record(title, blocks, voice, *how, **named)
        except (SpeechNotGoodEnough, EngineFailed) as failure:
            failed = self.engines.choose(voice).engine
            others = self.engines.without(failed)
            try:
                others.choose(voice)
            except NoVoiceEngine:
                raise failure from None
            why = failure.details.get("reasons") or failure.details.get("reason")
            log.warning("audio_retold", engine=failed.name, voice=voice, error_code=failure.code, reasons=why)
            return RetellingNarrator(self.reader, others).record(title, blocks, voice, *how, **named)
