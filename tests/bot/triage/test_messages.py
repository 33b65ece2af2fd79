"""What triage learns from."""

from bot.triage.messages import CALM, CRISIS, EMERGENCY, label_of, read_messages


def test_messages_have_labels(tmp_path):
    (tmp_path / "urgent.yml").write_text("- {topic: crisis, say: a}\n- {topic: fever, say: b}\n")
    (tmp_path / "not-urgent.yml").write_text("- {topic: pet, say: c}\n")
    assert sorted(read_messages(tmp_path)) == [("a", CRISIS, "crisis"), ("b", EMERGENCY, "fever"), ("c", CALM, "pet")]


def test_training_messages_are_many_of_each_label():
    labels = [message.label for message in read_messages()]
    assert all(labels.count(label) >= 300 for label in (EMERGENCY, CRISIS, CALM))
    assert label_of("urgent", "fever") == EMERGENCY
