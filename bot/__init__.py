"""Waymark: cited answers from the Cancer.Net guide to metastatic breast cancer.

Only `bot/nlu/*_component.py`, `bot/serving/` and `bot/training.py` import Rasa; the rest is plain Python.
"""
