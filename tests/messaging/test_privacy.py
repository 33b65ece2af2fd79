"""No log and no report holds what people write, who they are, or a secret."""

from __future__ import annotations

import pytest

from tests.messaging.conftest import SECRETS
from tests.messaging.people import BySms, ByWhatsApp, OnMessenger, OnSlack, OnTelegram

pytestmark = pytest.mark.server

FEAR = "Zxqv my own doctor Quillfeather said everolimus"  # stands in no answer


@pytest.mark.parametrize("kind", [BySms, ByWhatsApp, OnTelegram, OnMessenger, OnSlack])
def test_nothing_of_a_conversation_is_logged(bot, kind):
    person = kind(bot)
    for vendor in (bot.twilio, bot.meta, bot.slack):
        vendor.answers.clear()
    if kind is BySms:  # a failure is logged, too
        bot.twilio.answers.append((400, {}, None))
        person.tell(FEAR)
    person.ask(FEAR)
    told = bot.log.read_text() + str(bot.health())
    assert "SMS of" in told if kind is BySms else told
    kept = [said for said in (*bot.sent, *SECRETS.values()) if len(said) > 6 and said in told]
    assert kept == [] and "Quillfeather" not in told
