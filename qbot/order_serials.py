"""Serial numbers of orders as people say them: 督办〔2018〕1号, 督办单(2018)第1号, 督办1号, 1."""

import re

from qbot.orders import SERIAL_WORDS, STEPS, serial_stem

_YEAR = r"[〔\[【(（<〈]?\s?20\d\d\s?年?\s?[〕\]】)）>〉]?"
_NUMBER = r"\s?第?\s?\d{1,4}\s?号"
# 提醒3号 in a sentence is a day
SERIAL = rf"(?:(?:催办|督办)(?:单|通知)?\s?(?:{_YEAR})?|提醒(?:(?:单|通知)?\s?{_YEAR}|单|通知)){_NUMBER}"
_SAID = re.compile(rf"(?:提醒|催办|督办)(?:单|通知)?\s?(?:{_YEAR})?{_NUMBER}")
_BARE = re.compile(r"第?\d{1,4}号?")
_NUMBERS = re.compile(r"\d+")
_STEPS = {SERIAL_WORDS[step]: step for step in STEPS}


def serials_meant(said: str, *, year: int) -> tuple[str, ...]:
    """The serial numbers that may be meant, of `year` where none is said; a bare number is one of any step.
    Nothing where it is no number of an order."""
    if _BARE.fullmatch(said):
        steps = STEPS
    elif _SAID.fullmatch(said):
        steps = (_STEPS[said[:2]],)
    else:
        return ()
    *of_year, number = (int(each) for each in _NUMBERS.findall(said))
    return tuple(f"{serial_stem(step, *(of_year or [year]))}{number}号" for step in steps)
