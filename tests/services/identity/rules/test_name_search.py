from services.identity.rules.name_search import Sought, sought, tokens_of, ways_to_find


def test_a_name_is_kept_by_its_words_and_by_two_and_three_of_them_in_one_order() -> None:
    assert tokens_of("Đặng Thị Ánh") == ["dang", "thi", "anh", "dang thi", "anh dang", "anh thi", "anh dang thi"]
    assert tokens_of("H'Hen Niê") == ["h", "hen", "nie", "h hen", "h nie", "hen nie", "h hen nie"]


def test_the_last_word_may_be_begun_only() -> None:
    assert sought("Đặng  Thị Á") == Sought(("dang", "thi"), "a")
    assert sought("anh an") == Sought(("anh",), "")
    assert sought(" .* ") == Sought((), "")


def test_up_to_three_words_there_is_one_way_to_find_a_name() -> None:
    assert ways_to_find(Sought((), "ho"), ["hoa", "hong"]) == [["hoa", "hong"]]
    assert ways_to_find(Sought(("thi", "dang"), "an"), ["an", "anh"]) == [["an dang thi", "anh dang thi"]]
    assert ways_to_find(Sought(("thi",), "h"), None) == [["thi"]]
    assert ways_to_find(Sought((), "h"), None) == []


def test_of_more_words_every_three_are_a_way() -> None:
    assert ways_to_find(Sought(("a", "b", "c"), "d"), ["do"]) == [["a b c"], ["a b do"], ["a c do"], ["b c do"]]


def test_a_beginning_that_no_name_has_finds_nobody() -> None:
    assert ways_to_find(Sought(("thi",), "zzz"), []) == [[]]
