"""What only SMS and WhatsApp have: words of command, the rest on demand, segments, a vendor that is slow or busy."""

from __future__ import annotations

import threading
import time

import pytest

from bot.serving.messaging.segments import is_gsm, segments
from bot.serving.messaging.sms import MOST_SEGMENTS
from tests.messaging.people import WORDS, BySms, ByWhatsApp

pytestmark = pytest.mark.server

URGENT = "I have chest pain and cannot breathe"


def test_the_answer_comes_short_with_its_source_and_the_rest_when_asked_for(bot):
    person = BySms(bot)
    first = person.ask("compare ribociclib and palbociclib")
    assert len(first.texts) == 1 and first.text.endswith(WORDS.more)
    assert "Source: Cancer.Net guide" in first.text
    rest = [person.ask("more").text, person.ask("More.").text, person.ask("MORE").text]
    assert rest[0].endswith(WORDS.more) and WORDS.more not in rest[-1]
    assert rest[-1].endswith(WORDS.pick)
    assert all(is_gsm(text) for text in (first.text, *rest))
    assert all(segments(text) <= MOST_SEGMENTS for text in (first.text, *rest[:-1]))


def test_more_after_all_was_said_gives_the_guides_detail(bot):
    person = BySms(bot)
    assert WORDS.detail in person.ask("What is a bone scan?").text
    detail = person.ask("MORE").text
    assert "PET-CT scan will also show bone changes" in detail and WORDS.detail not in detail


def test_a_number_takes_the_choice_it_stands_beside(bot):
    person = BySms(bot)
    rows = person.ask("What is a bone scan?").text.splitlines()
    assert "2. Signs of spread to the bones" in rows
    assert "pain" in person.ask("2").text


def test_a_number_out_of_the_list_is_no_choice_of_it(bot):
    person = BySms(bot)
    person.ask("What is a bone scan?")
    assert "nothing to choose from" in person.ask("9").text


def test_nothing_is_sent_after_stop_until_start(bot):
    person = BySms(bot)
    for text in ("STOP", URGENT, "stop", "HELP"):
        assert person.tell(text) == 204
    assert person.tell("Start") == 204
    assert "metastatic breast cancer" in person.next()
    assert "911" in person.ask(URGENT).text


def test_whatsapp_confirms_stop_for_there_twilio_does_not(bot):
    person = ByWhatsApp(bot)
    assert person.tell("stop") == 204
    assert person.next() == WORDS.stopped
    assert person.tell(URGENT) == 204
    assert person.tell("yes") == 204
    assert "metastatic breast cancer" in person.next()


def test_stop_within_a_question_and_yes_without_stop_are_no_commands(bot):
    person = BySms(bot)
    assert "care team" in person.ask("stop taking tamoxifen?").text
    assert person.ask("yes").text


def test_what_twilio_answered_itself_is_not_answered_again(bot):
    person = BySms(bot)
    assert person.tell("HELP", OptOutType="HELP") == 204
    assert person.tell("STOP", OptOutType="STOP") == 204
    assert person.tell("START", OptOutType="START") == 204
    assert "911" in person.ask(URGENT).text


NOT_TEXT = {
    "a picture": {
        "Body": "",
        "NumMedia": "1",
        "MediaUrl0": "https://api.twilio.com/x",
        "MediaContentType0": "image/png",
    },
    "nothing": {"Body": ""},
    "white space": {"Body": " \n "},
    "a place": {"Body": "", "Latitude": "1", "Longitude": "2"},
}


@pytest.mark.parametrize("fields", NOT_TEXT.values(), ids=NOT_TEXT)
@pytest.mark.parametrize("kind", [BySms, ByWhatsApp])
def test_what_is_no_text_is_told_so(bot, kind, fields):
    person = kind(bot)
    assert person.tell("", **fields) == 204
    assert person.next() == WORDS.not_text


def test_a_picture_with_words_is_answered_for_its_words(bot):
    assert BySms(bot).tell(URGENT, NumMedia="1", MediaUrl0="https://api.twilio.com/x") == 204
    assert "911" in bot.twilio.taken.get(timeout=10)["Body"]


def test_news_of_a_message_of_ours_is_no_message(bot):
    person = BySms(bot)
    fields = person.fields("")
    del fields["Body"]
    assert person.send({**fields, "MessageStatus": "delivered"}) == 204
    assert "911" in person.ask(URGENT).text


def test_whatsapp_sets_the_title_bold_and_the_source_in_italics(bot):
    text = ByWhatsApp(bot).ask("What is a bone scan?").text
    assert text.startswith("*Bone scan*\n\n")
    assert "\n_Source: Cancer.Net guide, Diagnosis, 2021 edition_\n" in text


def test_segments_are_counted(bot):
    before = bot.health()["messengers"]["twilio"]["sent"].get("segments", 0)
    person = BySms(bot)
    said = person.ask(URGENT)
    helped = person.ask("hello")  # counted once the vendor took it, which the next reply shows
    after = bot.health()["messengers"]["twilio"]["sent"]["segments"]
    assert after - before >= segments(said.text) + segments(helped.text)


BUSY = {"busy": (429, {}, None), "down": (503, {}, None)}


@pytest.mark.parametrize("answer", BUSY.values(), ids=BUSY)
def test_a_busy_vendor_is_asked_again(bot, answer):
    bot.twilio.answers.append(answer)
    assert "911" in BySms(bot).ask(URGENT).text
    assert not bot.twilio.answers


def test_what_no_other_try_can_mend_is_given_up_and_logged_without_words(bot):
    person = BySms(bot)
    before = bot.health()["messengers"]["twilio"]["sent"].get("failed", 0)
    bot.twilio.answers.append((400, {}, None))
    person.tell(URGENT)
    assert "911" in person.ask(URGENT).text  # sent after the one that failed
    assert bot.health()["messengers"]["twilio"]["sent"]["failed"] == before + 1
    assert "A reply was not sent by twilio: status 400" in bot.log.read_text()


def test_a_slow_vendor_holds_up_nobody_else(bot):
    slow, other = BySms(bot), BySms(bot)
    hold = threading.Event()
    bot.twilio.answers.append((503, {}, hold))
    assert slow.tell(URGENT) == 204
    while bot.twilio.answers:  # until the vendor has it in hand
        time.sleep(0.01)
    assert "911" in other.ask(URGENT).text
    hold.set()
    assert "911" in slow.next()
