"""A thousand people try to register, three hundred of them as somebody else. Nobody gets in as another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from deploy.demo.cards.fonts import FAMILIES
from deploy.demo.cards.generate import make_card
from deploy.demo.cards.layouts import LAYOUTS
from deploy.demo.cards.people import Holder, invent_holder
from deploy.demo.faces.clips import PATHS, film, jpeg, portrait, selfie
from services.identity.engines.cards import CardReader
from services.identity.engines.faces.examiner import Examiner
from services.identity.engines.in_use import Engines
from services.identity.rules.face_errors import SelfieUsed
from services.identity.rules.papers import PORTRAIT
from services.identity.rules.registration_errors import CodeRefused, NotNow
from services.identity.rules.registration_flow import MOST_FACES, State
from services.identity.settings import CardSettings, FaceSettings, load
from services.identity.store.members import RECORD, Member, key_of
from services.identity.store.registrations import KEPT_AFTER_END, Registration
from services.identity.usecases.attach_paper import AttachPaper, attach_paper
from services.identity.usecases.confirm_phone import ConfirmPhone, confirm_phone
from services.identity.usecases.forget_old_registrations import forget_old_registrations
from services.identity.usecases.import_members import import_members
from services.identity.usecases.import_organisations import import_organisations
from services.identity.usecases.send_registration_code import SendRegistrationCode, send_registration_code
from shared import ids
from shared.security import Actor, Grant
from shared.usecase import Context
from tests.services.identity.conftest import NOW, ORGANISATIONS, Sent
from tests.services.identity.registering import Applicant, RememberingEngine, Workers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ImportWarning"),
]
FACES = (1, 4, 11)
DAYS = (1, 2)
MEMBERS = 7
HONEST = {"own card, own face": 500, "name spelt otherwise": 100, "no telephone on the record": 100}
FALSE = {"forged portrait": 100, "another person's card": 100, "replayed": 100}
GUESSES = 3
QUALITY, RECOMPRESSED = 88, 70
COLUMNS = "Số lý lịch,Số thẻ đảng viên,Họ và tên,Giới tính,Ngày sinh,Dân tộc,Mã chi bộ,Tình trạng,Ngày vào Đảng,Ngày chính thức,Số điện thoại"  # noqa: E501 - a file as it is


@dataclass(frozen=True)
class Owner:
    number: int
    holder: Holder
    face: int
    phone: str

    @property
    def photographed(self) -> bool:
        """The member's file holds a portrait: of every second one."""
        return self.number % 2 == 0


@cache
def owners() -> Sequence[Owner]:
    """The last one has no telephone on the record."""
    made = []
    for number in range(MEMBERS):
        holder = invent_holder(Random(f"owner {number}"))
        phone = "" if number == MEMBERS - 1 else f"095800{number:04d}"
        made.append(Owner(number, holder, FACES[number % len(FACES)], phone))
    return made


@cache
def card_of(number: int, face: int, *, respelt: bool = False) -> bytes:
    """The owner's particulars with that face's portrait."""
    holder = owners()[number].holder
    if respelt:
        first, _, rest = holder.full_name.partition(" ")
        holder = replace(holder, full_name=f"{first} {rest.replace('Y', 'I')}")
    drawn = Image.fromarray(portrait(face)[:, :, ::-1])
    chance = Random(f"{number} {face}")
    made = make_card("c", holder, chance, layout=LAYOUTS[0], family=FAMILIES[number % 4], level=1, portrait=drawn)
    return made.photograph


@cache
def poses(face: int, day: int) -> dict[str, list[bytes]]:
    """Parts that any challenge can be put together of."""
    parts: dict[str, list[bytes]] = {}
    for step in PATHS:
        frames = [jpeg(frame, 72) for frame in film(face, [step], day=day)]
        parts[step], parts[f"after {step}"] = frames[5:10], frames[10:15]
        parts["ahead"] = frames[:5]
    return parts


def filmed(face: int, day: int, steps: Sequence[str]) -> list[bytes]:
    parts = poses(face, day)
    return [*parts["ahead"], *(frame for step in steps for frame in (*parts[step], *parts[f"after {step}"]))]


@cache
def selfie_of(face: int, day: int, quality: int = QUALITY) -> bytes:
    return jpeg(selfie(face, day), quality)


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Workers:
    engine = RememberingEngine.start(load(FaceSettings, {}), tmp_path_factory.mktemp("faces"))
    return Workers(CardReader.start(load(CardSettings, {})), Examiner(engine))


@pytest.fixture
def register(store: None, engines: Engines, tmp_path: Path) -> Engines:
    organisations, people = tmp_path / "organisations.csv", tmp_path / "members.csv"
    organisations.write_text(ORGANISATIONS, encoding="utf-8")
    lines = [COLUMNS, *(_line(owner) for owner in owners())]
    people.write_text("\n".join(lines), encoding="utf-8")
    assert import_organisations(organisations).written
    report = import_members(people, today=date(2026, 11, 22), new_id=ids.new_id)
    assert report.written, report
    for owner in owners():
        if owner.photographed:
            _put_portrait_into_file(owner)
    return engines


def _put_portrait_into_file(owner: Owner) -> None:
    office = Actor("office", "ts/x02/c0201/", (Grant("committee_officer", "ts/"),), ids.new_id(), NOW)
    wish = AttachPaper(
        member_id=Member.objects(record_key=key_of(f"{owner.number:06}TS", RECORD)).get().id, paper_type=PORTRAIT,
        title="Ảnh chân dung", file_name="anh.jpg", content=jpeg(portrait(owner.face)), looked_at=True,
    )  # fmt: skip
    attach_paper(wish, Context(office, NOW, "correlation"))


def _line(owner: Owner) -> str:
    one = owner.holder
    name = one.full_name.title()
    return f"{owner.number:06}TS,{one.card_number},{name},{one.sex},{one.birth_date},Kinh,C0101,Chính thức,{one.admitted_on},{one.official_on},{owner.phone}"  # noqa: E501


def attempts() -> Iterator[tuple[str, int]]:
    kinds = [(kind, place) for kind, count in (HONEST | FALSE).items() for place in range(count)]
    Random(1930).shuffle(kinds)
    return iter(kinds)


def test_of_a_thousand_attempts_none_is_verified_as_somebody_else(
    workers: Workers, register: Engines, sent: Sent, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes: Counter[tuple[str, str]] = Counter()
    compared: Counter[tuple[str, str]] = Counter()
    for number, (kind, place) in enumerate(attempts()):
        # A month apart: the selfie of an attempt is remembered for thirty days, and there are only so many faces.
        day = NOW + timedelta(days=31 * number)
        Registration.objects(begun_at__lt=day - KEPT_AFTER_END).delete()
        applicant = Applicant(workers, day)
        KINDS[kind](applicant, place, sent)
        outcomes[kind, applicant.state] += 1
        compared[kind, applicant.state] += applicant.stored().portrait_verdict is not None
        if number % 50 == 49:
            forget_old_registrations(day, 1)
    with capsys.disabled():
        print()
        for (kind, state), count in sorted(outcomes.items()):
            with_portrait = compared[kind, state]
            print(f"  {kind:28} {state:14} {count:4}  of them with a photograph in the file {with_portrait:4}")
    assert sum(outcomes.values()) == 1000
    wrongly = {kind: outcomes[kind, State.VERIFIED] for kind in FALSE}
    assert wrongly == dict.fromkeys(FALSE, 0)
    assert outcomes["no telephone on the record", State.VERIFIED] == 0
    assert outcomes["own card, own face", State.VERIFIED] >= 0.8 * HONEST["own card, own face"]


def _honest(applicant: Applicant, place: int, sent: Sent, *, respelt: bool = False) -> None:
    owner = owners()[place % (MEMBERS - 1)]
    _show(applicant, card_of(owner.number, owner.face, respelt=respelt), owner.face, DAYS[place % 2])
    if applicant.state == State.PHONE_WANTED:
        send_registration_code(SendRegistrationCode(**applicant.mine()), applicant.at())
        phone, code = sent.messages[-1]
        assert phone == owner.phone
        confirm_phone(ConfirmPhone(**applicant.mine(), code=code), applicant.at())


def _respelt(applicant: Applicant, place: int, sent: Sent) -> None:
    _honest(applicant, place, sent, respelt=True)


def _without_telephone(applicant: Applicant, place: int, _: Sent) -> None:
    owner = owners()[-1]
    _show(applicant, card_of(owner.number, owner.face), owner.face, DAYS[place % 2])


def _forged(applicant: Applicant, place: int, sent: Sent) -> None:
    """All that stands on the victim's card, with the forger's own portrait."""
    victim = owners()[place % (MEMBERS - 1)]
    forger = FACES[(place + 1) % len(FACES)]
    _show(applicant, card_of(victim.number, forger), forger, DAYS[place % 2])
    _guess(applicant, place)


def _found_card(applicant: Applicant, place: int, _: Sent) -> None:
    victim = owners()[place % (MEMBERS - 1)]
    finder = next(face for face in (FACES[place % 3], FACES[(place + 1) % 3]) if face != victim.face)
    _show(applicant, card_of(victim.number, victim.face), finder, DAYS[place % 2])
    _guess(applicant, place)


def _replayed(applicant: Applicant, place: int, sent: Sent) -> None:
    """Yesterday's pictures of the member, shown again on the member's card by somebody who was looking on: the very
    file, or one made of it."""
    owner = owners()[place % (MEMBERS - 1)]
    yesterday = Applicant(applicant.workers, applicant.now - timedelta(days=1))
    _honest(yesterday, place, sent)
    _show(applicant, card_of(owner.number, owner.face), owner.face, DAYS[place % 2], (QUALITY, RECOMPRESSED)[place % 2])
    _guess(applicant, place)


def _show(applicant: Applicant, card: bytes, face: int, day: int, quality: int = QUALITY) -> None:
    applicant.begin()
    if applicant.show_card(card) != State.CARD_READ:
        return
    applicant.confirm()
    for _ in range(MOST_FACES):
        steps = applicant.challenge()
        with suppress(SelfieUsed):
            if applicant.show_face(selfie_of(face, day, quality), filmed(face, day, steps)) != State.FACE_UNCLEAR:
                return


def _guess(applicant: Applicant, place: int) -> None:
    """The code went to the member's telephone, which the other does not have."""
    with suppress(NotNow):
        send_registration_code(SendRegistrationCode(**applicant.mine()), applicant.at())
    for guess in range(GUESSES):
        with suppress(CodeRefused, NotNow):
            confirm_phone(ConfirmPhone(**applicant.mine(), code=f"{place * 7919 + guess:06}"), applicant.at())


KINDS: dict[str, Callable[[Applicant, int, Sent], None]] = {
    "own card, own face": _honest,
    "name spelt otherwise": _respelt,
    "no telephone on the record": _without_telephone,
    "forged portrait": _forged,
    "another person's card": _found_card,
    "replayed": _replayed,
}
