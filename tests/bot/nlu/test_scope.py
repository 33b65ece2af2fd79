"""What is asked of another cancer is told from what is asked of this one."""

from __future__ import annotations

import pytest

from bot.nlu.pieces import asked_about
from bot.nlu.scope import asks_of_other_cancer

ASKED = {
    "research": ("what is the latest research on leukemia", True),
    "treatment": ("how is skin cancer treated", True),
    "beside this one": ("is metastatic breast cancer worse than bowel cancer", False),
    "spread of this one": ("are mets to the liver like colon cancer", False),
    "gene named": ("does BRCA cause ovarian cancer", False),
    "drug named": ("is pembrolizumab for bladder cancer", False),
    "of a loved one": ("my sister died of bowel cancer what is palliative care", False),
    "told, then another thing asked": ("I had thyroid cancer years ago. What is palliative care?", False),
    "stage before": ("how is it different from stage 2", False),
    "no cancer": ("what is palliative care", False),
}


@pytest.mark.parametrize("text, other", ASKED.values(), ids=ASKED)
def test_another_cancer_is_told_from_this_one(text, other, matcher):
    assert asks_of_other_cancer(text, asked_about(text, matcher.find(text))) == other
