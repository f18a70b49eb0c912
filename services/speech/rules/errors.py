"""Errors of speech.

Invalid
├─ LexiconRefused    a reading table with a faulty row; the table in force stays
├─ NothingToSay      only symbols, emoji or blanks: never worth a retry
├─ TextUnreadable    the number speller gave up on it
├─ TextTooLong       more than one article may hold
├─ UnknownVoice      a voice that is not in the catalogue
└─ SpeechNotGoodEnough   the audio failed the checks; `details` holds the reasons
Unavailable
└─ NoVoiceEngine     no engine can speak the voice now; readiness says which and why
"""

from __future__ import annotations

from shared.errors import Invalid, Unavailable


class LexiconRefused(Invalid):
    code = "speech.lexicon_refused"
    message = "Bảng từ đọc chưa đúng mẫu."


class NothingToSay(Invalid):
    code = "speech.nothing_to_say"
    message = "Nội dung không có chữ nào đọc được thành tiếng."


class TextUnreadable(Invalid):
    code = "speech.text_unreadable"
    message = "Nội dung có đoạn mà bộ đọc không xử lý được."


class TextTooLong(Invalid):
    code = "speech.text_too_long"
    message = "Nội dung quá dài để tạo bản đọc."


class UnknownVoice(Invalid):
    code = "speech.unknown_voice"
    message = "Giọng đọc này không có trong hệ thống."


class NoVoiceEngine(Unavailable):
    code = "speech.no_voice_engine"
    message = "Chưa có bộ đọc nào sẵn sàng cho giọng này."


class SpeechNotGoodEnough(Invalid):
    code = "speech.not_good_enough"
    message = "Bản đọc tạo ra không đạt yêu cầu chất lượng nên chưa được phát hành."
