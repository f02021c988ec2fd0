"""Words beside the point of a question: 先别记 is no reason for a figure, and 其余的都报零 says nothing of
the one that was asked for."""

import re

_NOT_YET = re.compile(
    r"(?:先|暂时?|还是|请|就)\s*(?:别|不要?|勿)\s*(?:急着?)?(?:给我)?(?:记|录|登|填|报|上报|存|入库|保存)"
    r"|(?<![特分类级区])(?:别|不要|勿)(?:先|急着?|忙着?)?(?:给我)?(?:记|登记|录入|入库|保存|上报)(?![错混漏])"
    r"|(?:晚[点些]|晚一[点些]|稍[后等]|稍?晚|回头|过[会一两几]|改天|明[天早]|后天|下[午周]|以后|到时|等|待|之后|然后|[后完了好]).{0,8}?"
    r"再(?:说|报|定|看|记|填|议|确认|核|上报|回复|答复|告诉|补|讲)"
    r"|(?:还|尚|仍)(?:没有?|未|待|在|不)(?:最终|正式)?"
    r"(?:定|核|出来|确[认定]|批|审|下来|查|问|等|统计|算|清楚|知道|明确)"
    r"|(?:不|没法|无法)(?:太|能|敢|是很)?(?:确定|肯定)|[没无]把握|[吃拿说]不准|没[核算查](?:好|准|清|完)"
    r"|(?<![^,，。\s先再])等一?[等下]|缓一?[缓下]|先[等放搁留缓]"
)
_IS_QUESTION = re.compile(r"[?？]\s*$|(?:吗|呢|什么意思|怎么[写选填说办])[。！!\s]*$")
_OF_OTHERS = re.compile(
    r"其[他它余馀]|别的|剩[下余]|余下|另外(?:的|几|那|[一二两三四五六七八九十\d]+)|除(?:此|了|去)|[之以]外"
    r"|所有指标|[各每几]个?[项指]|全部?都?[报是填](?!合格)|一律|统一"
)


def puts_off(words: str) -> bool:
    """Whether a figure is not to be recorded yet, or is not known yet: 先别记, 晚点再说, 还没定."""
    return _NOT_YET.search(words) is not None


def asks_back(words: str) -> bool:
    """Whether the words ask something themselves: 什么意思."""
    return _IS_QUESTION.search(words.strip()) is not None


def is_of_others(words: str) -> bool:
    """Whether a sentence speaks of other figures than the one in view: 其余的都报零, 各项都是97. What names
    its indicator may match all the same."""
    return _OF_OTHERS.search(words) is not None
