"""Greetings before and thanks behind what is said: they say nothing of it and are left out of the reading."""

import re

from qbot.reading.normal import Normal

_WHOM = (
    r"(?:(?:各位|尊敬的)?(?:领导|老师|主任|局长|科长|同志|同事|大家|小助手|助手|机器人|朋友)?们?|你们?|您)"
)
_GREETING = re.compile(
    rf"\s*(?:(?:{_WHOM}(?:上午|下午|早上|晚上|中午)?好(?:呀|啊|哦|哈)?|早上好|早安|喂|哈喽|hi|hello|在吗)"
    r"[,。!:~… \n]+)+"
)
_THANKS = re.compile(
    r"(?:[\s,。!~…;^·]*(?:谢谢|多谢|感谢|辛苦|麻烦|拜托|劳烦)(?:您|你|大家|领导|各位|主任|老师)?(?:们|了|啦|啊|哈)*"
    r"|[\s,。!~;]+(?:thanks|thank you|thx)|\s+)[\s,。!~…^·]*$"
)


def without_courtesy(normal: Normal) -> Normal:
    """The text between greeting and thanks; a text that is nothing else stays as it is."""
    text = normal.text
    greeting = _GREETING.match(text)
    start = greeting.end() if greeting else 0
    thanks = _THANKS.search(text, max(start, len(text) - 40))
    end = thanks.start() if thanks else len(text)
    if not text[start:end].strip() or (start == 0 and end == len(text)):
        return normal
    return normal.cut([(start, end)])
