"""The steps that turn written shorthand into words and plain numbers which sea-g2p reads rightly.

Promises: each step is a pure text → text function over one sentence or paragraph and leaves alone what it
does not know. The order matters: addresses before anything with a dot or slash, document numbers before
dates, dates before fractions, abbreviations before letters are spelled.
Does not: say numbers in words; that is sea-g2p's work.
"""

from __future__ import annotations

from services.speech.rules.reading import dates, numbers, units, words

STEPS = (
    words.own_rules,
    words.list_marks,
    words.note_marks,
    numbers.said_twice,
    words.addresses,
    numbers.document_numbers,
    numbers.money,
    numbers.roads,
    words.places,
    words.abbreviations,
    words.loanwords,
    numbers.roman_numerals,
    numbers.telephones,
    dates.dates,
    dates.clock_times,
    dates.fractions,
    units.minutes,
    units.units,
    units.rates,
    numbers.long_numbers,
    dates.ranges,
    words.clauses,
    words.symbols,
    words.leftover_capitals,
)
