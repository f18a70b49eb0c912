"""Identity on the real mongod, with a small province of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deploy.local.mongod import Mongod
from services.identity.engines.in_use import Engines, use_engines
from services.identity.engines.passkeys import relying_party
from services.identity.engines.password_hashing import hash_password
from services.identity.store import accounts
from services.identity.store.accounts import Account
from services.identity.store.citizens import Citizen
from services.identity.store.delegations import Delegation
from services.identity.store.import_files import use_files
from services.identity.store.login_attempts import LoginAttempts
from services.identity.store.login_codes import LoginCode
from services.identity.store.member_papers import MemberPaper
from services.identity.store.members import Member
from services.identity.store.organisations import Organisation
from services.identity.store.paper_files import LooseFile, use_papers
from services.identity.store.passkeys import Passkey, PasskeyChallenge
from services.identity.store.provider_log_ins import ProviderLogIn
from services.identity.store.record_problems import RecordProblem
from services.identity.store.recovery_requests import RecoveryRequest
from services.identity.store.registration_pictures import use_pictures
from services.identity.store.registrations import Registration
from services.identity.store.role_grants import RoleGrant
from services.identity.store.sessions import IssuedToken, Session
from services.identity.usecases.import_members import import_members
from services.identity.usecases.import_organisations import import_organisations
from shared import ids
from shared.security import Actor, Grant
from shared.security.tokens import key_id, verify
from shared.store import GridFSBlobStore, connect, disconnect, use_keys
from shared.store.keys import KeyRing
from shared.usecase import Context
from tests.shared.helpers import empty_store, keep_what_expires

SERVICE = "identity"
DOCUMENTS = (
    Organisation, Member, Account, RoleGrant, LoginCode, LoginAttempts, IssuedToken, Session, Passkey,
    PasskeyChallenge, ProviderLogIn, Delegation,
    RecoveryRequest, Citizen, MemberPaper, LooseFile, RecordProblem, Registration,
)  # fmt: skip
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PASSWORD = "đồi chè xanh ngắt"

ORGANISATIONS = """Mã tổ chức,Tên tổ chức đảng,Loại,Mã cấp trên
ts,Đảng bộ tỉnh Trường Sơn,Đảng bộ tỉnh,
x01,Đảng bộ xã Một,Đảng bộ xã,ts
c0101,Chi bộ thôn Thượng,Chi bộ,x01
c0102,Chi bộ thôn Hạ,Chi bộ,x01
x02,Đảng bộ xã Hai,Đảng bộ xã,ts
c0201,Chi bộ thôn Trong,Chi bộ,x02
"""
MEMBERS = """Số lý lịch,Số thẻ đảng viên,Họ và tên,Giới tính,Ngày sinh,Dân tộc,Mã chi bộ,Tình trạng,Ngày vào Đảng,Ngày chính thức,Số điện thoại
000001TS,99000001,Đinh Thị Hương,Nữ,02/03/1990,Tày,C0101,Chính thức,03/02/2015,03/02/2016,0950000001
000002TS,99000002,Hoàng Văn Thuận,Nam,05/06/1966,Kinh,C0101,Chính thức,03/02/1990,03/02/1991,0950000002
000003TS,99000003,Nông Văn Điền,Nam,08/05/1943,Tày,C0101,Miễn sinh hoạt,03/02/1963,03/02/1964,0950000003
000004TS,,Bùi Thị Uyên,Nữ,01/02/2004,Mường,C0101,Dự bị,03/02/2026,,0950000003
000005TS,99000005,Lê Đức An,Nam,01/02/1980,Kinh,C0102,Chính thức,03/02/2005,03/02/2006,
000006TS,99000006,Đỗ Văn An,Nam,01/02/1981,Kinh,C0102,Chính thức,03/02/2005,03/02/2006,0950000006
000007TS,99000007,Phạm Thị Ân,Nữ,01/02/1982,Kinh,C0201,Chính thức,03/02/2005,03/02/2006,0950000007
000008TS,99000008,Tạ Quang Khải,Nam,01/02/1983,Kinh,C0201,Chính thức,03/02/2005,03/02/2006,0950000008
"""  # noqa: E501 - a file as it is


@dataclass
class Sent:
    """A telephone we look at: everything that a sender was given."""

    messages: list[tuple[str, str]] = field(default_factory=list)
    channel: str = "sms"
    sends: bool = True

    def send(self, phone: str, code: str, expires_at: datetime) -> None:  # noqa: ARG002
        self.messages.append((phone, code))


@pytest.fixture(scope="module")
def connected(mongod: Mongod) -> Iterator[None]:
    connect(mongod.uri(SERVICE))
    yield
    disconnect()


@pytest.fixture(scope="module")
def picture_blobs(mongod: Mongod) -> Iterator[GridFSBlobStore]:
    opened = GridFSBlobStore(mongod.uri(SERVICE))
    yield opened
    opened.close()


@pytest.fixture
def store(connected: None, picture_blobs: GridFSBlobStore) -> Iterator[None]:
    use_pictures(picture_blobs)
    use_papers(picture_blobs)
    use_files(picture_blobs)
    use_keys(KeyRing(SERVICE, "k1", {"k1": b"1" * 32}, b"b" * 32))
    empty_store(DOCUMENTS)
    keep_what_expires()
    yield
    empty_store()
    use_keys(None)


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def engines(sent: Sent) -> Iterator[Engines]:
    offered = relying_party("https://sotay.example", "")
    made = Engines("ts", Ed25519PrivateKey.generate(), sent, aside=lambda work: work(), relying_party=offered)
    use_engines(made)
    yield made
    use_engines(None)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    organisations, members = tmp_path / "organisations.csv", tmp_path / "members.csv"
    organisations.write_text(ORGANISATIONS, encoding="utf-8")
    members.write_text(MEMBERS, encoding="utf-8")
    return organisations, members


class Province:
    """The imported province, and ways to stand at its door."""

    def __init__(self, engines: Engines) -> None:
        self._keys = {key_id(engines.signing_key.public_key()): engines.signing_key.public_key()}

    def member(self, name: str) -> Member:
        found: Member = Member.objects(full_name=name).get()
        return found

    def actor(self, name: str, *grants: tuple[str, str]) -> Actor:
        member = self.member(name)
        held = (Grant("member", member.cell_path), *(Grant(*pair) for pair in grants))
        return Actor(member.id, member.cell_path, held, ids.new_id(), NOW)

    def verified(self, token: str, now: datetime = NOW) -> Actor:
        return verify(token, self._keys, audience="ts", now=now)


@cache
def _password_hash() -> str:
    """Made once: it is slow on purpose."""
    return hash_password(PASSWORD)


@pytest.fixture
def province(store: None, engines: Engines, files: tuple[Path, Path]) -> Province:
    assert import_organisations(files[0]).written
    assert import_members(files[1], today=date(2026, 11, 22), new_id=ids.new_id).written
    made = Province(engines)
    accounts.set_password(made.member("Đinh Thị Hương").id, "dangvien", _password_hash(), NOW)
    return made


@pytest.fixture
def at() -> Callable[..., Context]:
    """`at(actor)`, `at(None, now=...)`: the context of one request."""

    def make(caller: Actor | None = None, now: datetime = NOW, **_: Any) -> Context:
        return Context(caller, now, "correlation")

    return make
