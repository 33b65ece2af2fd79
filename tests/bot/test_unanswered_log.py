"""The log of questions asked in vain holds nothing that tells who asked."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.unanswered_log import LONGEST_KEPT, Unanswered, WrongLog, note, read_logs, scrubbed

SCRUBBED = {
    "an address of mail": ("write to ann.lee@clinic.org please", "write to *** please"),
    "an address of the web": ("see https://a.example/me?id=7 now", "see *** now"),
    "an address without a scheme": ("see www.a.example now", "see *** now"),
    "a number to call": ("ring 0161 496 0000 about it", "ring *** about it"),
    "a number with signs": ("ring +44 (0)161-496.0000 now", "ring *** now"),
    "a day of birth": ("born 12/03/1961, what then", "born ***, what then"),
    "a number of a record": ("hospital number 4857773456", "hospital number ***"),
    "a name that is said": ("my name is ann and i am 62", "my name is *** and i am 62"),
    "a whole name": ("My name is Ann Lee Smith, hello", "My name is ***, hello"),
    "a short form": ("my name's Bob, is it bad", "my name's ***, is it bad"),
    "a name someone is called": ("my nurse is called Mary Jones", "my nurse is called ***"),
    "a doctor": ("Dr. Miller and Mrs Wood say so", "Dr. *** and Mrs *** say so"),
    "a dose": ("is 3.6 mg every 4 weeks right", "is 3.6 mg every 4 weeks right"),
    "a year": ("is it in the 2022 text", "is it in the 2022 text"),
    "two years, which may be anything": ("is it in the 2022-23 text", "is it in the *** text"),
    "a drug that is called so": ("a pill called tukysa", "a pill called tukysa"),
    "white space": ("a\n b\t c", "a b c"),
}


@pytest.mark.parametrize("text, left", SCRUBBED.values(), ids=SCRUBBED)
def test_what_is_personal_is_hidden(text, left):
    assert scrubbed(text) == left


def test_a_line_holds_the_day_the_kind_and_the_words_alone(tmp_path):
    path = tmp_path / "log.jsonl"
    note(path, "my name is Ann, is tea ok", "decline", date(2026, 11, 22))
    assert json.loads(path.read_text()) == {"day": "2026-11-22", "kind": "decline", "text": "my name is ***, is tea ok"}


NOT_KEPT = [("tea", "answer"), ("tea", "urgent"), ("tea", "chat"), ("t" * (LONGEST_KEPT + 1), "decline")]


@pytest.mark.parametrize("text, kind", NOT_KEPT, ids=["answered", "urgent", "chat", "a story"])
def test_what_was_answered_or_urgent_or_long_is_not_kept(text, kind, tmp_path):
    note(tmp_path / "log.jsonl", text, kind, date(2026, 11, 22))
    assert not (tmp_path / "log.jsonl").exists()


def test_logs_are_read_and_scrubbed_whoever_wrote_them(tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_text('{"day": "2026-11-22", "kind": "clarify", "text": "call 0161 496 0000", "session": "x"}\n\n')
    assert read_logs([path, path]) == [Unanswered("2026-11-22", "clarify", "call ***")] * 2


WRONG_LINES = ["no JSON", '{"day": "2026-11-22"}', '"text"', "[]"]


@pytest.mark.parametrize("line", WRONG_LINES)
def test_a_line_that_is_none_is_named_with_the_mend(line, tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_text('{"day": "d", "kind": "k", "text": "t"}\n' + line)
    with pytest.raises(WrongLog, match="log.jsonl:2: no question. Mend: "):
        read_logs([path])


def test_a_missing_log_is_named(tmp_path):
    with pytest.raises(WrongLog, match="none.jsonl cannot be read. Mend: "):
        read_logs([tmp_path / "none.jsonl"])
