"""Sessions: found by their token alone, numbered for good, and gone when deleted."""

from __future__ import annotations

import pytest

from bot.serving.web.sessions import BOT, MOST_EVENTS, YOU, Choice, Session, Sessions, hash_of

HOUR = 3600.0


@pytest.fixture
def sessions(clock) -> Sessions:
    return Sessions(most=3, idle=HOUR, clock=clock)


@pytest.fixture
def session(sessions: Sessions) -> Session:
    return sessions.open()[1]


def test_session_is_found_by_its_token_and_nothing_else(sessions):
    token, session = sessions.open()
    other, _ = sessions.open()
    assert sessions.find(token) is session
    for guess in ("", token[:-1], token + "a", token.upper(), session.key, session.conversation, "\ud800"):
        assert sessions.find(guess) is None
    assert sessions.find(other) is not session


def test_token_is_long_and_not_kept(sessions):
    token, session = sessions.open()
    assert len(token) >= 43  # 32 bytes in base 64
    assert token not in repr(vars(session)) and session.key == hash_of(token)
    assert token not in session.conversation and session.conversation not in token


def test_message_is_heard_once(session):
    assert session.hear("a", "one", 1.0) == 1
    assert session.hear("b", "two", 2.0) == 2
    assert session.hear("a", "one again", 3.0) == 1
    assert [(event.n, event.sender, event.text) for event in session.events] == [(1, YOU, "one"), (2, YOU, "two")]
    assert session.waiting == 2


def test_events_after_a_number_are_given_in_order(session):
    session.hear("a", "one", 1.0)
    session.say("two", 2.0)
    session.hear("b", "three", 3.0)
    assert [event.text for event in session.after(1)] == ["two", "three"]
    assert session.after(3) == []
    assert session.events[1].sender == BOT


# event, button -> what it sends
CHOICES = {
    "first": (1, 0, "p0"),
    "last": (1, 1, "p1"),
    "too far": (1, 2, None),
    "below": (1, -1, None),
    "none": (2, 0, None),
}


@pytest.mark.parametrize("n, button, payload", CHOICES.values(), ids=CHOICES)
def test_choice_is_one_that_was_offered(session, n, button, payload):
    session.say("Which?", 1.0, choices=[Choice("A", "p0"), Choice("B", "p1")])
    session.hear("a", "B", 2.0)
    choice = session.choice(n, button)
    assert (choice and choice.payload) == payload


def test_numbers_go_on_after_starting_over(session):
    session.hear("a", "one", 1.0)
    old = session.conversation
    assert session.clear() == old != session.conversation
    assert session.after(0) == [] and session.cleared == 2
    assert session.say("Hello", 2.0).n == 3
    assert session.hear("a", "one", 3.0) == 1  # sent again late, it is still not handled twice


def test_closed_session_holds_nothing(sessions):
    token, session = sessions.open()
    session.hear("a", "one", 1.0)
    sessions.forget(session)
    assert sessions.find(token) is None and len(sessions) == 0
    assert not session.open and not session.events and not session.taken


def test_long_conversation_keeps_its_end(session):
    for number in range(MOST_EVENTS + 5):
        session.say(str(number), 1.0)
    assert len(session.events) == MOST_EVENTS and session.events[-1].text == str(MOST_EVENTS + 4)
    assert session.events[-1].n == MOST_EVENTS + 5


def test_listeners_are_told_of_each_change(session):
    told = []
    session.listeners.append(lambda: told.append(session.last))
    session.hear("a", "one", 1.0)
    session.say("two", 1.0)
    session.answered()
    session.clear()
    session.close()
    assert told == [1, 2, 2, 3, 3]


def test_idle_session_is_over(sessions, clock):
    token, session = sessions.open()
    clock.now += HOUR - 1
    assert sessions.find(token) is session  # used, and so it lasts on
    clock.now += HOUR
    assert sessions.find(token) is session
    clock.now += HOUR + 1
    assert sessions.find(token) is None and list(sessions.overdue()) == [session]


def test_silent_sessions_go_before_the_longest_idle(sessions, clock):
    opened = []
    for spoken in (True, True, False, False):
        clock.now += 1
        session = sessions.open()[1]
        if spoken:
            session.hear("a", "one", clock.now)
        opened.append(session)
    assert list(sessions.overdue()) == [opened[2]]
    sessions.forget(opened[2])
    sessions.forget(opened[3])
    for _ in range(2):
        sessions.open()[1].hear("a", "one", clock.now + 5)
    assert list(sessions.overdue()) == [opened[0]]
