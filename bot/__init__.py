"""Waymark: answers from one patient guide. Only `bot.serving` and the Rasa components know Rasa."""

import os

# Vectors here are short: a second thread of the linear algebra only waits, and keeps a core busy while it does. Set before
# numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
