"""What people ask next is read, and points at what there is."""

from bot.checking.phrasings import check_follow_ups
from bot.nlu.follow_ups import FollowUp, read_follow_ups, shared_follow_ups


def test_follow_ups_are_read(tmp_path):
    path = tmp_path / "scans.yml"
    path.write_text("scan.how:\n  scan.pain: [does it hurt]\n  out_of_scope: [how much,\n    is it free]\n")
    assert read_follow_ups(tmp_path) == [
        FollowUp("scan.how", "does it hurt", "scan.pain", path, 2),
        FollowUp("scan.how", "how much", "out_of_scope", path, 3),
        FollowUp("scan.how", "is it free", "out_of_scope", path, 4),
    ]


def test_those_of_the_repository_are_without_fault(knowledge):
    rows = [row for rows in shared_follow_ups().values() for row in rows]
    assert rows
    assert check_follow_ups(knowledge, rows) == []
