"""Answering: what is asked, loaded from the ledger in one snapshot and judged by the domain.

Every answer reads a bounded part of the ledger, some years of some series, however long its history grows.
"""

from qbot.answering.figures import Figure, figure_of, history_of, newest, now_of, status
from qbot.answering.owing import arrears, awaited, missing, still_due

__all__ = [
    "Figure",
    "arrears",
    "awaited",
    "figure_of",
    "history_of",
    "missing",
    "newest",
    "now_of",
    "status",
    "still_due",
]
