"""Greetings before and thanks behind what is said: they say nothing of it and are left out of the reading."""

import re

from qbot.reading.normal import Normal

_WHOM = (
    r"(?:(?:各位|尊敬的)?(?:领导|老师|主任|局长|科长|同志|同事|大家|小助手|助手|机器人|朋友)?们?|你们?|您)"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_TITLES = r"(?:主任|科长?|局长?|书记|[镇乡部所站股]长|总|姐|哥|老师|同志)"
_CALL = (
    rf"(?:喂|哎)?[,]?(?:[小老][{_SURNAMES}]|[{_SURNAMES}][\u4e00-\u9fff]?{_TITLES})"
    r"(?:[啊呀哎哈][,:! ]*|[,:!\n]+)"
)
_HELLO = (
    r"(?:喂[,]?小?助手[,]?)|"
    rf"(?:{_WHOM}(?:上午|下午|早上|晚上|中午)?好(?:呀|啊|哦|哈)?|早上好|早安|喂|哈喽|hi|"
    r"hello|在吗)[,。!:~… \n]+"
)
_LEAD_IN = (
    r"(?:现)?(?:按照?|根据|依据|遵照)[^,。:;\n%]{0,36}(?:要求|规定|部署|通知|安排|精神|文件)(?:的要求)?"
    r"[,:]?\s*(?=(?:我[局镇乡们单位]{0,2})?[现特兹将]{0,2}(?:报送|上报|填报|报)|[^。\n]{4,60}(?:上报|现报|"
    r"报送|特此))"
)
_GREETING = re.compile(
    rf"(?P<whose>\[[^\]\n]{{2,12}}\])?\s*(?:@\S+\s+)?(?:{_CALL}|收到[,。!:]\s*|{_HELLO}|{_LEAD_IN})+"
)
_THANKS = re.compile(
    r"(?:[\s,。!~…;^·]*(?:谢谢|多谢|感谢|辛苦|麻烦|拜托|劳烦)(?:您|你|大家|领导|各位|主任|老师)?(?:们|了|"
    r"啦|啊|哈)*"
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
    whose = greeting.span("whose") if greeting and greeting["whose"] else (0, 0)
    return normal.cut([whose, (start, end)])
