"""A real nameko process for the door to talk to: stock nameko on the real broker, with answers that show what arrived.

It stands for no service of ours; it shows that the door speaks nameko's protocol. Run: `neighbour.py <amqp uri>`.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

import eventlet

eventlet.monkey_patch()

from nameko.containers import ServiceContainer  # noqa: E402  after the patching
from nameko.dependency_providers import DependencyProvider  # noqa: E402
from nameko.rpc import rpc  # noqa: E402

from shared.errors import Conflict, Invalid, NotFound, Unauthenticated  # noqa: E402


class PollClosed(Conflict):
    code = "feedback.poll_closed"
    message = "Đợt lấy ý kiến đã kết thúc."


class PersonalNumber(Invalid):
    code = "feedback.personal_number"
    message = "Nội dung công bố không được có số điện thoại của một người."


class NothingOpen(NotFound):
    code = "speech.nothing_to_read"


class Carried(DependencyProvider):
    def get_dependency(self, worker_ctx: Any) -> dict[str, Any]:
        return dict(worker_ctx.data)


class Feedback:
    name = "feedback"
    carried = Carried()
    answers = 0

    @rpc
    def my_polls(self) -> dict[str, Any]:
        return {"items": [], "carried": {name: value for name, value in self.carried.items() if isinstance(value, str)}}

    @rpc
    def list_questions(self, state: str) -> dict[str, Any]:  # noqa: ARG002  what is asked for
        return {"items": [{"id": identifier, "asked_at": "2026-11-22T08:00:00Z"} for identifier in ("q1", "q2")]}

    @rpc
    def list_releases(self) -> dict[str, Any]:
        waiting = {
            "id": "a1", "version": 1, "question_id": "q1", "question": "Đảng phí nộp ở đâu?", "answer": "Tại chi bộ.",
            "topic": "Đảng phí", "issuer": "Đảng ủy xã Hòa Bình", "state": "proposed", "reason": None,
            "written_at": "2026-11-22T09:00:00Z", "may_release": True, "may_withdraw": True, "may_rewrite": False,
        }  # fmt: skip
        return {"items": [waiting]}

    @rpc
    def propose_release(self, **general: Any) -> dict[str, Any]:
        if "0912" in general["answer"]:
            raise PersonalNumber(details={"answer": PersonalNumber.message})
        return {"id": "a2", "version": 1, "state": "proposed"}

    @rpc
    def release_answer(self, answer_id: str, version: int) -> dict[str, Any]:
        return {"id": answer_id, "version": version + 1, "state": "released"}

    @rpc
    def withdraw_release(self, answer_id: str, version: int, reason: str) -> dict[str, Any]:  # noqa: ARG002
        return {"id": answer_id, "version": version + 1, "state": "withdrawn"}

    @rpc
    def answer_poll(self, poll_id: str, option: int) -> dict[str, Any]:
        if poll_id == "closed":
            raise PollClosed(details={"option": "Không còn nhận câu trả lời."})
        if poll_id == "broken":
            raise RuntimeError("Nguyễn Văn A, 012345678901")
        if poll_id == "slow":
            eventlet.sleep(1.0)
        Feedback.answers += 1
        return {"answered": True, "option": option, "answers": Feedback.answers}

    @rpc
    def read_poll(self, poll_id: str) -> dict[str, Any]:
        eventlet.sleep(30)
        return {"id": poll_id}

    @rpc
    def my_data(self) -> dict[str, Any]:
        return {}

    @rpc
    def trail_about_me(self) -> dict[str, Any]:
        by_officer = {"action": "feedback.question_answered", "times": 1}
        items = [
            {"at": "2026-11-22T09:00:00.123Z", "on": "2026-11-22", "reader_id": "o1", **by_officer},
            {"at": "2026-11-20T09:00:00Z", "on": "2026-11-20", "reader_id": "gone", **by_officer},
        ]
        return {"items": items, "days": 90, "cut": False}


class Speech:
    name = "speech"

    @rpc
    def my_data(self) -> dict[str, Any]:
        return {}

    @rpc
    def audio_of(self, article_id: str) -> dict[str, Any]:
        item = {"voice": "nu", "label": "Giọng nữ", "seconds": 2.0, "blob_id": article_id}
        if article_id.startswith("timed-"):
            item["timings_id"] = article_id
        return {"state": "ready", "items": [item]}

    @rpc
    def public_readings(self) -> dict[str, Any]:
        item = {"article_id": "a1", "title": "Tin mở", "opened_at": "2026-11-27T08:00:00+00:00", "voice": "nu"}
        return {"items": [{**item, "seconds": 2.0, "bytes": 1024}]}

    @rpc
    def public_audio(self, article_id: str, voice: str) -> dict[str, Any]:
        if voice != "nu":
            raise NothingOpen
        return {"blob_id": article_id}


class Content:
    name = "content"
    covers = 0

    @rpc
    def my_notices(self) -> dict[str, Any]:
        settled, waiting = {"title": "Đã xác nhận", "waits": False}, {"title": "Gửi danh sách", "waits": True}
        return {"waiting": 1, "items": [{"id": "n-settled", **settled}, {"id": "n-waiting", **waiting}]}

    @rpc
    def article_file(self, article_id: str, file_id: str, small: bool) -> dict[str, Any]:
        """The article's id is that of the bytes, the file's its kind."""
        kinds = {"picture": "image/jpeg", "attachment": "application/pdf"}
        name = "Mẫu đơn; xin “việc”.pdf" if file_id == "attachment" else "anh.jpg"
        return {"kind": file_id, "name": name, "content_type": kinds[file_id], "blob_id": article_id, "small": small}

    @rpc
    def open_article_file(self, article_id: str, file_id: str, small: bool) -> dict[str, Any]:
        if article_id == "closed":
            raise NothingOpen
        return self.article_file(article_id, file_id, small)

    @rpc
    def book_cover(self, book_id: str, small: bool, working: bool) -> dict[str, Any]:  # noqa: ARG002  what is asked for
        """The book's id is that of the bytes, unless its cover is drawn."""
        if book_id == "hidden":
            raise NothingOpen
        own = {"blob_id": "small-cover" if small else book_id, "content_type": "image/jpeg"}
        return {"title": "Sách", **({"blob_id": "", "content_type": ""} if book_id == "drawn" else own)}

    @rpc
    def open_book_cover(self, book_id: str, small: bool = False) -> dict[str, Any]:
        return self.book_cover(book_id, small, working=False)

    @rpc
    def send_book_cover(self, **sent: Any) -> dict[str, Any]:
        Content.covers += 1
        return {**sent, "content": len(base64.b64decode(sent["content"])), "covers": Content.covers}

    @rpc
    def remove_book_cover(self, book_id: str, version: int) -> dict[str, Any]:
        return {"id": book_id, "version": version + 1, "state": "draft"}

    @rpc
    def send_article_file(self, **sent: Any) -> dict[str, Any]:
        return {**sent, "content": len(base64.b64decode(sent["content"]))}


class QuestionUnknown(NotFound):
    code = "assistant.question_not_found"


class Assistant:
    name = "assistant"

    @rpc
    def word_answer(self, question_id: str) -> dict[str, Any]:
        """The question's id says how it ends."""
        if question_id == "unknown":
            raise QuestionUnknown
        if question_id == "slow":
            eventlet.sleep(3.0)
        if question_id == "unverified":
            return {"state": "extractive", "label": "", "sentences": []}
        texts = ("Đảng viên nộp đảng phí.", "Dòng một\ndòng hai\n\nevent: end")
        sentences = [{"text": text, "citation": {"quote": text}} for text in texts]
        return {"state": "worded", "label": "Câu chữ do máy soạn", "sentences": sentences}


LATER = "2099-01-01T00:00:00+00:00"


class SignedOut(Unauthenticated):
    code = "identity.signed_out"


def subject_of(token: str) -> str:
    """Whose token it says it is; this neighbour has no keys."""
    claims = token.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["sub"])


class Identity:
    name = "identity"
    carried = Carried()

    @rpc
    def log_in_with_password(
        self, username: str, password: str, keep: bool = False, device: str = ""
    ) -> dict[str, Any]:
        member = {"id": username, "right": password == "p", "device": device}
        kept = {"resume_secret": f"secret of {username}", "resume_until": LATER} if keep else {}
        return {"token": "a.b.c", "expires_at": LATER, "member": member, **kept}

    @rpc
    def resume_session(self, secret: str) -> dict[str, Any]:
        """A secret is the token to be given; anything else is of no session."""
        if secret.count(".") != 2:
            raise SignedOut
        return {"token": secret, "expires_at": LATER, "member": {}}

    @rpc
    def refresh_token(self) -> dict[str, Any]:
        """The token of whoever has signed out, by name, counts no more. Whose name is a token is given that one."""
        token = str(self.carried["auth_token"])
        if subject_of(token).count(".") == 2:
            return {"token": subject_of(token), "expires_at": LATER, "member": {}}
        if subject_of(token) == "gone":
            raise SignedOut
        return {"token": "new.er.token", "expires_at": LATER, "member": {}}

    @rpc
    def sign_out(self) -> dict[str, Any]:
        return {"ended": 1}

    @rpc
    def list_organisations(self, under: str) -> dict[str, Any]:
        return {"items": [{"path": under, "name": "Đảng bộ xã Hòa Bình"}]}

    @rpc
    def my_profile(self) -> dict[str, Any]:
        return {"id": "m1", "full_name": "Lò Thị Mai Hương", "cell_name": "Chi bộ thôn Đồng Bưởi", "roles": []}

    @rpc
    def my_data(self) -> dict[str, Any]:
        return {}

    @rpc
    def my_record_access(self) -> dict[str, Any]:
        read = {"action": "identity.record_read", "times": 2}
        items = [
            {"at": "2026-11-22T09:00:00.124Z", "on": "2026-11-22", "reader": None, "system": True, **read},
            {"at": "2026-11-21T09:00:00Z", "on": "2026-11-21", "reader": "Hà Thị Lan", "system": False, **read},
        ]
        return {"items": items, "days": 90, "cut": False}

    @rpc
    def names_of_readers(self, member_ids: list[str]) -> dict[str, Any]:
        """Knows one of them."""
        return {"items": {"o1": "Vũ Văn Thắng"} if "o1" in member_ids else {}}


def main() -> None:
    config = {"AMQP_URI": sys.argv[1], "max_workers": 20}
    services = [Feedback, Speech, Identity, *(each for each in (Content, Assistant) if each.name in sys.argv[2:])]
    containers = [ServiceContainer(service, config) for service in services]
    for container in containers:
        container.start()
    print("ready", flush=True)
    for container in containers:
        container.wait()


if __name__ == "__main__":
    main()
