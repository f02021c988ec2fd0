"""Numbers of a frame that are none of its value for where they stand: behind another name, or in brackets."""

from decimal import Decimal
from itertools import zip_longest

from qbot.reading.frames import Frame
from qbot.reading.tokens import QUANTITY, is_stop

_BEFORE = ("上", "去年", "前")


def of_other_names(frame: Frame) -> None:
    """A number right behind a name that means something else here is none of ours: 不合格产品下架率100%."""
    other = False
    for token in frame.tokens:
        if is_stop(token):
            other = False
        elif token.kind == "name" and not token.data.family:
            other = token.data.indicators not in frame.names and token not in frame.said
        elif token.kind in QUANTITY and other:
            token.role = "noise"


def inside_brackets(frame: Frame) -> None:
    """A figure in brackets with a period of its own is an earlier one, 96.5%(上月95.8%), or one of a part.

    The same number again is the same figure: 四个，前三季度一直是四个.
    """
    depth, period, seen, dated, past = 0, False, False, False, False
    part = False
    said: set[Decimal] = set()
    for token, after in zip_longest(frame.tokens, frame.tokens[1:]):
        if token.kind == "weak" and token.text in "([":
            depth, period, part = depth + 1, False, False
        elif token.kind == "weak" and token.text in ")]":
            depth = max(0, depth - 1)
        elif depth and token.text.startswith("其中"):
            part = True
        elif depth and token.kind == "period":
            period = True
        elif token.kind == "period":
            dated = dated or not seen
            past = seen and not dated and token.text.startswith(_BEFORE)
        elif is_stop(token):
            past = False
        elif token.kind == "number" and token.role == "value":
            if seen and (past or (depth and period)):
                token.role = "value" if past and token.data.value in said else "earlier"
            elif seen and depth and (part or (after and after.kind in ("odd", "ruin"))):
                token.role = "noise"  # 96.5%(其中餐饮95.8%), 2家(一家面粉厂、一家铝材厂)
            seen = True
            said.add(token.data.value)
