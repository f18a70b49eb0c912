"""The reading desk against the real store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from services.speech.queries.list_readings import ListReadings, list_readings
from services.speech.queries.reading_history import PAGE, ReadingHistory, reading_history
from services.speech.rules.errors import (
    NothingToSay,
    ReadingChanged,
    ReadingChangeNotFound,
    ReadingRefused,
    TooManyHearings,
    UnknownVoice,
)
from services.speech.store import readings
from services.speech.store.hearings import PER_MINUTE
from services.speech.store.readings import ReadingChange
from services.speech.usecases.change_reading import ChangeReading, change_reading
from services.speech.usecases.fresh_reader import FreshReader, fresh_reader, use_reader
from services.speech.usecases.hear_reading import HearReading, hear_reading
from services.speech.usecases.hear_text import HearText, hear_text
from services.speech.usecases.note_unknown_words import note_unknown_words
from services.speech.usecases.spell_word import SpellWord, spell_word
from services.speech.usecases.undo_reading import UndoReading, undo_reading
from shared import clock, ids
from shared.contracts.content import ArticlePublished, Block
from shared.errors import Invalid
from shared.security import Actor, Grant, NotPermitted
from shared.security.audit import ensure_index
from shared.store import database
from shared.usecase import Context, perform
from tests.services.speech.conftest import CELL, NOW

AsMember = Callable[..., Context]


@pytest.fixture(autouse=True)
def _reader(store: None) -> None:
    ensure_index()
    use_reader(FreshReader(None))


@pytest.fixture
def admin(as_member: AsMember) -> Callable[[], Context]:
    return lambda: replace(as_member(CELL, Grant("administrator", "ts/")), new_id=ids.new_id)


def set_reading(
    ctx: Context, written: str, spoken: str | None, was: str | None = None, table: str = "abbreviations"
) -> int:
    return change_reading(ChangeReading(table=table, written=written, spoken=spoken, was=was), ctx).number


def said(text: str) -> str:
    return fresh_reader().current().spoken(text).text


def test_a_change_is_heard_in_the_next_text_without_a_restart_and_leaves_a_trail(admin: Callable[[], Context]) -> None:
    before = fresh_reader().current().version
    assert said("BKHN họp") == "bê ca hát nờ họp"
    assert set_reading(admin(), "BKHN", "Ban Kinh tế Hải Lâm") == 1
    assert said("BKHN họp") == "ban kinh tế hải lâm họp"
    assert fresh_reader().current().version != before
    change = ReadingChange.objects.get()
    assert (change.made_by, change.made_at, change.before) == ("m1", NOW, None)
    assert database()["audit_entries"].count_documents({"action": "speech.reading_changed"}) == 1


def test_nothing_is_built_again_while_nothing_changes() -> None:
    assert fresh_reader().current() is fresh_reader().current()


def test_an_entry_taken_out_leaves_the_shipped_reading_in_force(admin: Callable[[], Context]) -> None:
    set_reading(admin(), "BTV", "Ban Thư viện")
    assert said("BTV") == "ban thư viện"
    set_reading(admin(), "BTV", None, was="Ban Thư viện")
    assert said("BTV") == "ban thường vụ"
    assert list_readings(ListReadings(), admin()).entries == []


def test_two_who_change_one_entry_from_the_same_page_do_not_overwrite_each_other(admin: Callable[[], Context]) -> None:
    set_reading(admin(), "BKHN", "một")
    set_reading(admin(), "BKHN", "hai", was="một")
    with pytest.raises(ReadingChanged):
        set_reading(admin(), "BKHN", "ba", was="một")
    with pytest.raises(ReadingChanged):
        set_reading(admin(), "CHƯACÓ", None)
    assert said("BKHN") == "hai"


def test_many_at_once_get_a_number_each_and_nothing_is_lost(admin: Callable[[], Context]) -> None:
    names = [f"BKX{letter}" for letter in "ABCDEFGH"]
    contexts = [admin() for _ in names]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda pair: set_reading(pair[0], pair[1], "ban"), zip(contexts, names, strict=True)))
    assert sorted(change.number for change in ReadingChange.objects) == list(range(1, 9))
    assert {change.written for change in readings.in_force().values()} == set(names)


def test_the_same_command_twice_is_one_change(admin: Callable[[], Context]) -> None:
    ctx = replace(admin(), new_id=lambda: "the-same")
    assert set_reading(ctx, "BKHN", "ban") == set_reading(ctx, "BKHN", "ban") == 1


def test_a_change_can_be_taken_back_once_and_the_history_shows_both(admin: Callable[[], Context]) -> None:
    set_reading(admin(), "BKHN", "một")
    second = set_reading(admin(), "BKHN", "hai", was="một")
    undo_reading(UndoReading(number=second), admin())
    assert said("BKHN") == "một"
    with pytest.raises(ReadingChanged):
        undo_reading(UndoReading(number=second), admin())
    with pytest.raises(ReadingChanged):
        undo_reading(UndoReading(number=1), admin())
    with pytest.raises(ReadingChangeNotFound):
        undo_reading(UndoReading(number=99), admin())
    steps = reading_history(ReadingHistory(), admin()).items
    assert [(step.number, step.before, step.spoken, step.undoes, step.can_undo) for step in steps] == [
        (3, "hai", "một", 2, True),
        (2, "một", "hai", None, False),
        (1, None, "một", None, False),
    ]
    undo_reading(UndoReading(number=3), admin())
    assert said("BKHN") == "hai"


def test_a_long_history_is_turned_page_by_page(admin: Callable[[], Context]) -> None:
    was = None
    for number in range(PAGE + 3):
        spoken = "ơ" * (number % 5 + 1)
        set_reading(admin(), "BKHN", spoken, was=was)
        was = spoken
    first = reading_history(ReadingHistory(), admin())
    rest = reading_history(ReadingHistory(before=first.next_before), admin())
    numbers = [step.number for step in [*first.items, *rest.items]]
    assert numbers == list(range(PAGE + 3, 0, -1))
    assert rest.next_before is None


def test_a_search_finds_own_and_shipped_entries(admin: Callable[[], Context]) -> None:
    set_reading(admin(), "Ea Súp", "ê a súp", table="places")
    found = list_readings(ListReadings(search="súp"), admin())
    assert [(entry.written, entry.own) for entry in found.entries] == [("Ea Súp", True)]
    shipped = list_readings(ListReadings(search="thường vụ tỉnh"), admin()).shipped
    assert ("BTVTU", "Ban Thường vụ Tỉnh ủy") in {(entry.written, entry.spoken) for entry in shipped}
    assert list_readings(ListReadings(), admin()).shipped == []


def article(number: int, text: str) -> ArticlePublished:
    blocks = [Block(text=text), Block(text="", kind="table", rows=[["XYZT"], ["1"]])]
    return ArticlePublished(article_id=f"a{number}", article_version=1, audience="ts/", title="Tin", blocks=blocks)


def test_what_had_to_be_spelled_is_proposed_until_it_is_named_or_said_to_be_right(admin: Callable[[], Context]) -> None:
    lexicon = fresh_reader().current().lexicon
    for number in (1, 2, 2):
        note_unknown_words(article(number, "BKHN họp cùng BTV"), lexicon, NOW)
    proposed = list_readings(ListReadings(), admin()).proposed
    assert [(item.word, item.articles, item.latest_article_id) for item in proposed] == [
        ("BKHN", 2, "a2"),
        ("XYZT", 2, "a2"),
    ]
    assert proposed[0].spelled == "bê ca hát nờ"
    set_reading(admin(), "BKHN", "Ban Kinh tế Hải Lâm")
    assert spell_word(SpellWord(word="XYZT"), admin()).known
    assert not spell_word(SpellWord(word="CHƯATHẤY"), admin()).known
    assert list_readings(ListReadings(), admin()).proposed == []


def test_a_reading_can_be_heard_before_it_is_kept(admin: Callable[[], Context]) -> None:
    tried = HearReading(
        text="BKHN họp ngày 3/2", voice="nam-trung", table="abbreviations", written="BKHN", spoken="Ban Kinh tế"
    )
    heard = hear_reading(tried, admin())
    assert heard.spoken == "ban kinh tế họp ngày ba tháng hai"
    assert heard.audio[0] == 0xFF
    assert len(heard.audio) > 6_000 * heard.seconds * 0.9
    assert heard.seconds > 1
    assert hear_reading(HearReading(text="BKHN họp", sound=False), admin()).spoken == "bê ca hát nờ họp"
    assert readings.version() == 0


def test_what_cannot_be_heard_is_said(admin: Callable[[], Context]) -> None:
    with pytest.raises(NothingToSay):
        hear_reading(HearReading(text="***"), admin())
    with pytest.raises(UnknownVoice):
        hear_reading(HearReading(text="họp", voice="robot"), admin())
    with pytest.raises(ReadingRefused):
        hear_reading(HearReading(text="họp", table="rules", written="{số}", spoken="số"), admin())


def test_nobody_keeps_the_machine_busy_with_listening(admin: Callable[[], Context]) -> None:
    now = clock.now() + timedelta(days=1)  # the store itself takes away what is past, whenever it looks
    for _ in range(PER_MINUTE):
        hear_reading(HearReading(text="họp"), replace(admin(), now=now))
    with pytest.raises(TooManyHearings):
        hear_reading(HearReading(text="họp"), replace(admin(), now=now))
    later = replace(admin(), now=now + timedelta(minutes=1))
    assert hear_reading(HearReading(text="họp"), later).seconds > 0


def test_a_short_text_is_said_for_any_member_in_the_provinces_words_and_kept_nowhere(
    admin: Callable[[], Context], as_member: AsMember
) -> None:
    member = replace(as_member(CELL), now=clock.now() + timedelta(days=2))
    heard = hear_text(HearText(text="Theo khoản 1 Điều 5:\n“Chi bộ họp ngày 03.”"), member)
    assert heard.audio[0] == 0xFF
    assert heard.seconds > 2
    assert {name: database()[name].count_documents({}) for name in ("segments", "audio", "texts")} == dict.fromkeys(
        ("segments", "audio", "texts"), 0
    )
    with pytest.raises(NothingToSay):
        hear_text(HearText(text="***"), member)
    with pytest.raises(Invalid):
        perform(hear_text, {"text": "a" * 2001}, member)
    for _ in range(PER_MINUTE - 2):
        hear_text(HearText(text="họp"), member)
    with pytest.raises(TooManyHearings):
        hear_text(HearText(text="họp"), member)


ASKED = [
    lambda ctx: list_readings(ListReadings(), ctx),
    lambda ctx: reading_history(ReadingHistory(), ctx),
    lambda ctx: set_reading(ctx, "BKHN", "ban"),
    lambda ctx: undo_reading(UndoReading(number=1), ctx),
    lambda ctx: hear_reading(HearReading(text="họp"), ctx),
    lambda ctx: spell_word(SpellWord(word="BKHN"), ctx),
]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    "grants",
    [(), (Grant("administrator", "ts/x03/"),), (Grant("committee_editor", "ts/"),), (Grant("cell_secretary", CELL),)],
    ids=["member", "administrator of a part", "editor", "secretary"],
)
def test_only_who_administers_the_province_works_at_this_desk(
    asked: Callable[[Context], object], grants: tuple[Grant, ...], as_member: AsMember
) -> None:
    with pytest.raises(NotPermitted):
        asked(as_member(CELL, *grants))


def test_an_administrator_of_the_province_may_sit_in_any_cell() -> None:
    actor = Actor("m2", "ts/x09/c1/", (Grant("administrator", "ts/"),), "t1", NOW + timedelta(hours=1))
    assert list_readings(ListReadings(), Context(actor, NOW, "c1")).version == 0
