"""Whether a sentence with a figure asks for it: 食品是96.5吧. 中不中 behind a report is politeness."""

import re

from qbot.reading.gated import gated

_CONFIRM = re.compile(
    r"(?:现在|目前|到底|究竟)[^,。]{0,8}\d\S{0,3}还是\d|是\s*\d[\d.]*%?\S?[,]?\s*(?:对吧|没错吧|对吗|"
    r"对不对|是吧|对不)"
)
_QUESTION = gated(
    r"\?|多少|是不是|是否|有没有|了没(?!\w)|了没有?[啊呀呢]|吗\s*$|吗\s*[。!,]|"
    r"(?<![都也还])(?<!暂时)(?<!目前)(?<!现在)没有\s*$|"
    r"(?:[\d%分个家起]|"
    r"是)\s*吧\s*[。!]*$|几了|(?<!忘了是)(?<!知道是)(?<!记得是)(?<![登报用填按以录信记])哪(?!怕|都|也|"
    r"位(?:同事|领导|老师|帮|能|方便|看))|"
    r"(?<!不)怎么(?!样了也)|咋(?!样也)|谁(?![也都])|何时|真够|为什么|凭什么|"
    r"没\s*$|呢\s*$|么\s*$|(?<!不)([\u4e00-\u9fff])[不没]\1|真的?假的?|真的吗|来着\s*[。!]?$|"
    r"\d\S?不\s*[。!]?$"
)
_COURTESY = re.compile(
    r"(?:^|[,。 !;]|这样|您看|你看)(?:[^\d\s]{0,6})?(?:中不中|行不行|可以吗|可以不|可不可以|对不对|对吗|对吧|"
    r"行吗|行不|好吗|好不好|成不|可否|收到吗|收到了吗|收到没有?|收到了没|看到了?吗|ok吗|"
    r"没问题吧|可以吧|行吧|中不|"
    r"合适吗|没错吧|格式对|报对了|记上了|登记上|不错吧|还行吧|厉害吧|能收到|报得对|"
    r"是这样报|在这儿?报|发这|报这|"
    r"清楚了?吗|怎么样|妥不|还要(?:报|补)|要不要|还需要|能改吗|晚不晚|迟了吗|算不算晚)"
)


def is_question(sentence: str, *, polite: bool = True) -> bool:
    """Whether a sentence asks, politeness apart where it may be meant."""
    if _CONFIRM.search(sentence):
        return True
    return bool(_QUESTION.search(sentence)) and not (polite and _COURTESY.search(sentence))
