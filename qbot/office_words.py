"""Words that are to be passed to the office as they are: 转办公室 药品的佐证作废, 请转告办公室:口径请明确."""

import re

_TO_OFFICE = re.compile(
    r"\s*(?:请|麻烦|烦请|劳烦|帮我?|帮忙|您|你|,|,|\s)*(?:转(?:告|达|给|交|发|报)?|告诉|告知|带话给|捎话给)(?:一下|下|给|到)?\s*"
    r"(?:创建|市?质量强市)?办公室(?P<said>.*)",
    re.DOTALL,
)
_ABOUT_PASSING = re.compile(r"(?:了|没|吗|的|过|后|是|能|怎|什么|谁|主任|人员|同志|电话|在)")  # 转办公室了吗
_ENDS = ' \t\n::,,。;;「」“”"….'


def to_office(text: str) -> str | None:
    """What is to be passed on, empty where nothing was said yet; None for words to the bot itself."""
    found = _TO_OFFICE.fullmatch(text)
    if found is None or _ABOUT_PASSING.match(found["said"]):
        return None
    return found["said"].strip(_ENDS)
