"""Text as a file of XML can hold it: people paste control characters and halves of emoji."""

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text: str) -> str:
    """The text with every character that XML forbids replaced by `�`, so that its loss is seen."""
    return _ILLEGAL.sub("\ufffd", text)
