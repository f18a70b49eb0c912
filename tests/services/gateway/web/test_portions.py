from services.gateway.web.portions import LONGEST, portions


def test_a_short_text_is_one_portion_and_none_is_none() -> None:
    assert portions("Chi bộ họp ngày 03.") == ["Chi bộ họp ngày 03."]
    assert portions("  \n ") == []


def test_a_long_text_is_cut_at_the_ends_of_sentences_and_nothing_is_lost() -> None:
    text = "\n".join(f"Câu thứ {number} của câu trả lời. Và câu sau nó." for number in range(300))
    found = portions(text)
    assert all(len(portion) <= LONGEST for portion in found)
    assert all(portion.endswith(".") for portion in found)
    assert " ".join(found).split() == text.split()


def test_words_without_an_end_of_sentence_are_cut_between_words_and_one_endless_word_somewhere() -> None:
    assert portions("một hai ba bốn", 8) == ["một hai", "ba bốn"]
    assert portions("a" * 20, 8) == ["a" * 8, "a" * 8, "a" * 4]
