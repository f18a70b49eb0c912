"""Errors of speech.

Invalid
├─ LexiconRefused    a reading table with a faulty row; the table in force stays
├─ ReadingRefused    an entry of the desk that cannot be taken; `details` names the field
├─ NothingToSay      only symbols, emoji or blanks: never worth a retry
├─ TextUnreadable    the number speller gave up on it
├─ TextTooLong       more than one article may hold
├─ ReadingGivenUp    not read after the last try; a person looks at why (docs/runbooks/messages-parked.md)
├─ UnknownVoice      a voice that is not in the catalogue
└─ SpeechNotGoodEnough   the audio failed the checks; `details` holds the reasons
NotFound
├─ NothingToRead     no document of that id that the caller may hear
└─ ReadingChangeNotFound
Conflict
├─ ReadingChanged    another administrator changed the entry meanwhile
├─ NothingToReread   no recording holds a word whose reading was changed since
├─ NoReadingToStop   the text is read to its end, or nobody has begun
└─ NoReadingToResume the reading was not stopped
TooMany
└─ TooManyHearings
Unavailable
├─ NoVoiceEngine     no engine can speak the voice now; readiness says which and why
└─ EngineFailed      an engine on another machine did not answer as agreed; `details` holds the reason
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound, TooMany, Unavailable


class LexiconRefused(Invalid):
    code = "speech.lexicon_refused"
    message = "Bảng từ đọc chưa đúng mẫu."


class ReadingRefused(Invalid):
    code = "speech.reading_refused"
    message = "Mục đọc này chưa dùng được."


class TooManyReadings(ReadingRefused):
    code = "speech.too_many_readings"
    message = "Bảng này đã đủ số mục. Đồng chí bỏ bớt mục không dùng rồi thêm mới."


class ReadingChangeNotFound(NotFound):
    code = "speech.reading_change_not_found"
    message = "Không tìm thấy lần sửa này."


class ReadingChanged(Conflict):
    code = "speech.reading_changed"
    message = "Mục này đã có hoặc vừa được người khác sửa. Đồng chí xem cách đọc hiện nay rồi lưu lại."


class NoReadingToStop(Conflict):
    code = "speech.no_reading_to_stop"
    message = "Bài này không có bản đọc nào đang lập nên không có gì để dừng."


class NoReadingToResume(Conflict):
    code = "speech.no_reading_to_resume"
    message = "Bản đọc của bài này không bị dừng nên không có gì để đọc tiếp."


class NothingToReread(Conflict):
    code = "speech.nothing_to_reread"
    message = "Không có bài nào cần đọc lại: chưa có cách đọc nào đổi từ lần đọc trước."


class TooManyHearings(TooMany):
    code = "speech.too_many_hearings"
    message = "Đồng chí đã nghe thử nhiều lần liên tiếp. Vui lòng chờ một phút."


class NothingToSay(Invalid):
    code = "speech.nothing_to_say"
    message = "Nội dung không có chữ nào đọc được thành tiếng."


class TextUnreadable(Invalid):
    code = "speech.text_unreadable"
    message = "Nội dung có đoạn mà bộ đọc không xử lý được."


class TextTooLong(Invalid):
    code = "speech.text_too_long"
    message = "Nội dung quá dài để tạo bản đọc: một bản đọc nhận nhiều nhất 200.000 ký tự."


class ReadingGivenUp(Invalid):
    code = "speech.given_up"
    message = "Chưa lập được bản đọc sau nhiều lần thử. Bộ phận kỹ thuật đã được báo."


class UnknownVoice(Invalid):
    code = "speech.unknown_voice"
    message = "Giọng đọc này không có trong hệ thống."


class NoVoiceEngine(Unavailable):
    code = "speech.no_voice_engine"
    message = "Chưa có bộ đọc nào sẵn sàng cho giọng này."


class EngineFailed(Unavailable):
    code = "speech.engine_failed"
    message = "Bộ đọc qua mạng chưa trả lời đúng."


class SpeechNotGoodEnough(Invalid):
    code = "speech.not_good_enough"
    message = "Bản đọc tạo ra không đạt yêu cầu chất lượng nên chưa được phát hành."


class NothingToRead(NotFound):
    code = "speech.nothing_to_read"
    message = "Không tìm thấy văn bản để đọc. Văn bản có thể đã được gỡ bỏ."
