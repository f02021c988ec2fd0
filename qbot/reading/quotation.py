"""Recognises the plan document itself when it is pasted into a message: its targets are nobody's report."""

import re

from qbot.plan.models import Plan
from qbot.reading.normal import normalise

_WIDTH = 14
_STEP = 7
_ENOUGH = 0.4
_BETWEEN = re.compile(r"[\W_]+")


class Quotation:
    """Pieces of the plan's clauses, as hashes; a text made mostly of them is a quotation."""

    def __init__(self, plan: Plan) -> None:
        self._pieces: set[int] = set()
        for clause in plan.clauses:
            text = _bare(normalise(clause.text).text)
            self._pieces.update(hash(text[i : i + _WIDTH]) for i in range(len(text) - _WIDTH + 1))

    def is_quoted(self, text: str) -> bool:
        """Whether more than four tenths of a text stand in the plan word for word."""
        if len(text) < 2 * _WIDTH or len(bare := _bare(text)) < 2 * _WIDTH:
            return False
        pieces = [hash(bare[i : i + _WIDTH]) for i in range(0, len(bare) - _WIDTH + 1, _STEP)]
        return sum(piece in self._pieces for piece in pieces) > _ENOUGH * len(pieces)


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text)
