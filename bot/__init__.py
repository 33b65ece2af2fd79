"""Waymark: cited answers from the Cancer.Net guide to metastatic breast cancer.

Only `bot/nlu/*_component.py`, `bot/serving/` and `bot/training.py` import Rasa; the rest is plain Python.
"""

import os

# Vectors here are short: a second thread of the linear algebra only waits, and keeps a core busy while it does. Set before
# numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
