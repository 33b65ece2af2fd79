"""Twilio's forms, and its published example of a signature."""

from __future__ import annotations

import pytest
from multidict import MultiDict
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from bot.serving.messaging.channel import Refused
from bot.serving.messaging.settings import TwilioSettings
from bot.serving.messaging.twilio_channel import MOST_FIELDS, TwilioInput, form_of, heard_in, is_whatsapp

SIGNED = b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212"
FORM = {"MessageSid": "SM1", "From": "+12025550100", "To": "+12025550199", "Body": "hi"}


def test_a_form_is_read_so_that_twilios_published_signature_holds():
    validator, url = RequestValidator("12345"), "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert validator.validate(url, form_of(SIGNED), "RSOYDt4T1cUTdK1PDd93/VVr8B8=")
    assert not validator.validate(url, form_of(SIGNED + b"&More="), "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


def test_empty_fields_are_kept_for_they_are_signed():
    assert form_of(b"Body=&NumMedia=1") == MultiDict({"Body": "", "NumMedia": "1"})


@pytest.mark.parametrize("body", [b"\xff=1", b"a=1&" * (MOST_FIELDS + 1)])
def test_what_is_no_form_is_refused(body):
    with pytest.raises(Refused, match="malformed"):
        form_of(body)


def test_a_message_goes_back_from_the_number_it_was_sent_to():
    heard = heard_in(FORM)
    assert (heard.id, heard.person, heard.to, heard.text) == ("SM1", FORM["From"], (FORM["From"], FORM["To"]), "hi")


@pytest.mark.parametrize("key", ["MessageSid", "From", "To"])
def test_a_form_without_what_a_message_has_is_refused(key):
    with pytest.raises(Refused, match="malformed"):
        heard_in({**FORM, key: ""})


# sender, words -> what is read
WORDS = {
    "SMS, where phone companies spoil it": ("+12025550100", "a¡b", "a@b"),
    "WhatsApp, where they do not": ("whatsapp:+12025550100", "¡hola!", "¡hola!"),
}


@pytest.mark.parametrize("sender, body, text", WORDS.values(), ids=WORDS)
def test_the_at_sign(sender, body, text):
    heard = heard_in({**FORM, "From": sender, "Body": body})
    assert heard.text == text and is_whatsapp(heard) == sender.startswith("whatsapp")


# status, code -> whether another try may help
ERRORS = {(429, 20429): True, (503, None): True, (500, 20500): True, (400, 21610): False, (401, 20003): False}


@pytest.mark.parametrize("error, again", ERRORS.items())
def test_errors(error, again):
    settings = TwilioSettings(
        account_sid="AC" + "0" * 32, auth_token="x", webhook_url="https://a.example/x", conversation_key="k" * 32
    )
    status, code = error
    failure = TwilioInput(settings).failure_of(TwilioRestException(status, "/x", "to +12025550100", code))
    assert failure.again == again and "2025550100" not in failure.name
