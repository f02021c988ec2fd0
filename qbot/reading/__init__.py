"""Reading messages: from text to meaning, by one pure function over tables built from the plan."""

from qbot.reading.meaning import About, Intent, Item, Meaning, OpenItem, Question, Step
from qbot.reading.reader import Reader

__all__ = ["About", "Intent", "Item", "Meaning", "OpenItem", "Question", "Reader", "Step"]
