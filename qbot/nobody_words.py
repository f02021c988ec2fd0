"""What people say where a name is asked for and there is none: 没人代, 还没定, 接手人待定, 不知道.

None of it is a name, and neither is a word that no name begins with.
"""

import re

_YET = r"(?:还|暂时?|目前|现在|眼下|都|也|我|我们|单位里?|局里)*"
_DOES = r"(?:可以?|能|来|帮忙|帮我)*(?:代替?|替|顶|接|接手|接替|代报|报|负责)?(?:我|班|报数?|的)*"
_ROLE = (
    r"(?:代报人|代理人|接手人|接替人|接任人|人选?|新?联络员"
    r"|(?:由|是|让)?谁(?:来)?(?:代|接手|接替|接|替|顶|报)?(?:我|报)?)?"
)
_NOBODY = rf"{_YET}(?:没有?(?:别的)?人(?:选|手)?|无人|没谁|找不到人){_DOES}"
_OPEN = (
    rf"{_ROLE}{_YET}(?:没有?(?:最终|最后)?(?:定下?来?|确定|安排好?|想好|找好|找到|落实|明确|商量好?|说)?|未定|未确定|未明确|未落实|待定|待确定"
    r"|不(?:知道|清楚|确定|晓得|详)|没(?:有|找到)合适的?(?:人选?)?|暂?无|说不准|不好说|再说|(?:再)?等(?:通知|安排|领导安排)|等局里安排)"
    rf"(?:由|是|让)?谁?(?:来)?{_DOES}"
)
_END = r"(?:呢|了|啊|呀|吧|的|哦)*"
_ANSWER = re.compile(rf"(?:{_NOBODY}|{_OPEN}){_END}")
_CLAUSE_END = re.compile(rf"(?:,|且|但|又|也)?(?:{_NOBODY}){_END}$")
NO_NAME = (
    r"(?!我|本人|这|那|你|您|单位|办公室|同事|别[人的]|其他|另|暂|没|不|未|还|待|无|取消|撤|算了|再|等|谁|哪|某|任何|随便|大家|领导|科里"
    r"|局里|谢谢|多谢|好的?|可以|收到|知道|明白|安排|下[周个月]|明天|后天|今天|上(?!官)|嗯|哦|是的|对的?|行|就|要|会)"
)


def says_nobody(text: str) -> bool:
    """Whether an answer, or a clause, says that there is nobody, or nobody yet."""
    return _ANSWER.fullmatch(text.strip(" 。!,")) is not None


def without_nobody(clause: str) -> str:
    """A clause without words at its end that nobody stands in: 下周出差没人代."""
    return _CLAUSE_END.sub("", clause)
