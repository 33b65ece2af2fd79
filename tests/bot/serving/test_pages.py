"""What is sent as page and script: the words are put in, and nothing in them is markup."""

from __future__ import annotations

import json

import pytest

from bot.serving.pages import PageMissing, files, fill, wrap

PHONE = {"number": "911", "dial": "tel:911", "label": "Call 911"}


def given(**words: str) -> dict:
    return {"words": words, "greeting": {"paragraphs": ["Hi <you>", "there"]}, "phones": [PHONE]}


FILLED = {
    "a word": ("<h1>{name}</h1>", given(name="Waymark"), "<h1>Waymark</h1>"),
    "markup in a word is text": ("{name}", given(name='<b a="x">&'), "&lt;b a=&quot;x&quot;&gt;&amp;"),
    "a number can be called": ("{e}", given(e="call 911 now"), 'call <a href="tel:911">911</a> now'),
    "no number within a number": ("{e}", given(e="9110"), "9110"),
    "the greeting": ("{greeting}", given(), "<p>Hi &lt;you&gt;</p><p>there</p>"),
}


@pytest.mark.parametrize("template, words, expected", FILLED.values(), ids=FILLED)
def test_filled(template, words, expected):
    assert fill(template, words) == expected


def test_a_word_that_is_not_there_is_told():
    with pytest.raises(KeyError, match="unknown"):
        fill("{unknown}", given())


@pytest.mark.parametrize("word", ['"', "</script>", "\u2028", "'}}", "\\"])
def test_the_words_are_handed_to_the_script_whole(word):
    script = wrap("f(WAYMARK)", given(name=word))
    handed = script.removeprefix("(function(WAYMARK){f(WAYMARK)\n})(").removesuffix(");")
    assert json.loads(handed)["words"] == {"name": word}


def test_a_page_that_is_not_built_is_told_with_the_mend(tmp_path):
    with pytest.raises(PageMissing, match="Mend: make page"):
        files(given(), tmp_path)
