"""How a task stands by its sender's words: not begun, under way, done, stuck; per cent; help wanted."""

import re
import unicodedata

from qbot.tasks.progress import State, Stated

_SHARE = re.compile(
    r"(?:完成(?:率|了|到|任务|年度任务|年度任务的|任务的)?|进度|推进(?:到|了)?|推行(?:面|到|率)?|建设(?:到|完成)?|覆盖(?:面|率|到)?"
    r"|做到|达到?|实施(?:率|到)?|落实(?:率|到)?)[^0-9一二三四五六七八九%,。;]{0,6}?"
    r"(?:(?P<number>\d{1,3}(?:\.\d+)?)%|(?P<tenths>[一二三四五六七八九])成(?P<half>半)?|(?P<part>一半|过半))"
)
_HUNDREDTHS = re.compile(r"百分之(?P<number>\d{1,3}(?:\.\d+)?)")
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}
_STUCK = re.compile(
    r"卡在|卡住|受阻|停滞|搁置|推不动|推进不(?:了|下去)|无法|困难|阻力|滞后|停工|落实不了|批不下来|不到位|迟迟|"
    r"[缺没差](?:经费|资金|钱|人手|人员|编制|场地)"
)
_WAITING = re.compile(
    r"(?:还?没有?|未|尚未|仍未)(?:正式|全面)?(?:启动|开始|开展|动工|开工|动(?![员用]))|待启动|等(?:待)?招标|还没动"
)
_FINISHED = (
    r"完成|结束|办结|完工|竣工|建成|建好|建完|到位|搞定|收官|[做弄办搞写编修改装开忙][好完成妥]|"
    r"通过验收|通过评审"
)
_DONE = re.compile(
    r"(?:全部|均|都|已经?|顺利|圆满)(?:完成|结束|办结|落实|完工|竣工|验收|到位|建成|建好|做[好完]|弄[好完]|搞定)|"
    rf"(?:{_FINISHED}|印发|出台)(?:了|啦|。|!|,|;|$)|已(?:经)?(?:印发|出台|下发|发布|建立|制定|通过|挂牌|"
    r"举办|召开|备案|上报|成立|签订|设立|修订|上线|启用|公布|评选|聘任|拨付到位)"
)
_NOT_YET = re.compile(
    rf"(?:快要?|基本上?|大体上?|大致|大部分?|差不多|即将|接近|临近|就要|将要|马上|眼看|预计|争取|力争|有望|打算|尽快|"
    rf"[没未](?:有|能)?|不能|无法|等)[就要能可以都已经全部]{{0,4}}(?:{_FINISHED})|"
    rf"(?:预计|计划|争取|力争|有望|打算|准备)[^,。;已]{{0,4}}[\d年月日底前内天周下本今明][^,。;已]{{0,6}}(?:{_FINISHED})"
)
_LEFT = re.compile(
    r"还剩|还差|就差|只差|剩下|剩余|尚余|未完成|没完成|没做完|正在|推进中|进行中|下一步|第[一二三]批|第[一二三]阶段|初稿|"
    r"一期|部分|还没|尚未|进展顺利|推进顺利|征求意见"
)
_OF_WORK = re.compile(r"完成|进度|进展|推进|推行|建设|落实|实施")
_ASKS = re.compile(r"[?]|[吗么呢]$|多少|几成|谁|哪|是否|有没有|怎么|怎样|如何")
_HELP = re.compile(
    r"(?<![不无])需(?:要|请)?.{0,12}(?:协调|支持|帮助|帮忙|解决)|(?:请|望|恳请|盼).{0,12}(?:协调|支持|帮助|帮忙|解决)|协调解决|求助"
)


def stated(text: str) -> Stated:
    """What a note says of its task; under way where it says nothing of how far it is."""
    said = unicodedata.normalize("NFKC", text)
    percent = _percent(said)
    return Stated(_state(said, percent), percent, wants_help(said))


def says_how_it_stands(text: str) -> bool:
    """Whether a text says it in so many words, and so can follow up a note by itself."""
    said = unicodedata.normalize("NFKC", text)
    marks = (_STUCK, _WAITING, _DONE, _NOT_YET, _LEFT)
    return _percent(said) is not None or any(mark.search(said) for mark in marks)


def tells_of_work(text: str) -> bool:
    """Whether a text tells, and does not ask, which share of some work is done, whatever the work."""
    said = unicodedata.normalize("NFKC", text)
    return bool(_OF_WORK.search(said)) and not _ASKS.search(said) and _percent(said) is not None


def wants_help(text: str) -> bool:
    """Whether the sender asks for coordination."""
    return bool(_HELP.search(text))


def _state(said: str, percent: int | None) -> State:
    if _STUCK.search(said):
        return "stuck"
    if _WAITING.search(said):
        return "waiting"
    if percent is not None:
        return "done" if percent == 100 else "running"
    is_done = _DONE.search(said) and not _LEFT.search(said) and not _NOT_YET.search(said)
    return "done" if is_done else "running"


def _percent(said: str) -> int | None:
    """The share that is done; a rate of something else, such as 结案率93.3%, is none."""
    share = _SHARE.search(said) or _HUNDREDTHS.search(said)
    if share is None:
        return None
    parts = share.groupdict()
    if parts["number"]:
        number = float(parts["number"])
        return int(number) if number <= 100 else None
    if parts.get("tenths"):
        return 10 * _DIGITS[parts["tenths"]] + (5 if parts["half"] else 0)
    return 50
