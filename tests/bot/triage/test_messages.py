"""What triage learns from."""

from bot.triage.messages import CALM, CRISIS, EMERGENCY, label_of, read_messages


def test_messages_have_labels(tmp_path):
    (tmp_path / "urgent.yml").write_text("- {topic: crisis, say: a}\n- {topic: fever, say: b}\n")
    (tmp_path / "not-urgent.yml").write_text("- {topic: pet, say: c}\n")
    urgent, calm = tmp_path / "urgent.yml", tmp_path / "not-urgent.yml"
    assert sorted(read_messages(tmp_path)) == [
        ("a", CRISIS, "crisis", urgent, 1),
        ("b", EMERGENCY, "fever", urgent, 2),
        ("c", CALM, "pet", calm, 1),
    ]


def test_training_messages_are_many_of_each_label():
    labels = [message.label for message in read_messages()]
    assert all(labels.count(label) >= 300 for label in (EMERGENCY, CRISIS, CALM))
    assert label_of("urgent", "fever") == EMERGENCY
