"""How characters sound, blurred as many speakers blur them; the table is loaded for the first character."""

import os
from functools import cache

_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"))


@cache
def sound(character: str) -> str:
    """The blurred reading of a character, without its tone; empty for what is no Chinese character."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415 - a large table, loaded when first needed

    found = pinyin(character, style=Style.NORMAL, errors="ignore")
    reading = str(found[0][0]) if found else ""
    for clear, blurred in _BLURRED:
        reading = reading.replace(clear, blurred)
    return reading


def sounds_alike(one: str, other: str) -> bool:
    """Whether two characters are easily taken for each other on a pinyin keyboard."""
    return bool(sound(one)) and sound(one) == sound(other)
