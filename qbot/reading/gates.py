"""What is no report whatever it names: code, injections, forwards, drafts, suppositions, other places,
notices.
"""

import re

_CODE = re.compile(
    r"\bif\b.{1,60}\bthen\b|\bfor\b.{1,30}\bto\s+\d|cells\(|\bend (?:sub|if)\b|\bsub \w+\(|[^=]==[^=]|"
    r"=\s?[a-z_]+\(|\*\s?100|\b(?:error|warning|debug|timeout|exception|traceback)\b|"
    r"\['|[a-z_]\.[a-z_]+[\[(]|"
    r"insert\s{1,9}into|select\s.{1,80}?\sfrom\s|update\s.{1,80}?\sset\s|delete\s{1,9}from|"
    r"drop\s{1,9}table|<\s*/?\s*(?:script|html|div|img|iframe|body|a\s|"
    r"table|td)|^\s*=\s*[a-z]+\(|\{\s*\"|\"[a-z_][a-z0-9_-]*\"\s*:\s*|def \w+\(|"
    r"function\s*\(|import \w+|console\.|print\(|<\?xml|```|\$\{|curl\s|"
    r"^\s*/\w+|rm -rf"
)
_INJECTION = re.compile(
    r"(?:^|[\n,。!])[ \t]{0,4}(?:system|assistant|developer|admin|root|系统(?:消息)?|管理员)\s*[::]|"
    r"\b(?:set|change|overwrite|update|make)\b.{1,40}\b(?:to|with|=)\s*\d|"
    r"ignore (?:all|the|any|previous)|disregard|system prompt|"
    r"you are now|override|(?:developer|debug|admin) mode|bot token|jailbreak|忽略(?:之前|以上|前面|所有|"
    r"上面|此前|一切)|无视(?:之前|以上|规则|前面|"
    r"所有)|(?:你现在是|扮演|假装)|(?:把|将)(?:所有|全部|各项)?.{0,12}(?:都)?(?:改成|设为|设置为|"
    r"改为|写成|置为)\s?\d+.{0,6}(?:不要|别)(?:问|告诉)|(?:不管|无论|不论).{0,6}问|你.{0,3}(?:回答|回复|"
    r"答复)\D{0,4}\d|你(?:现在)?是.{0,4}管理员|(?:不用|无需|不必|别)(?:再)?(?:确认|核对|审核)|(?:别|不要|"
    r"不许|不准|少)问|管理员模式|不用遵守|(?:直接|统统|一律)(?:写|改|记|填|设)成|开发者模式|系统提示|"
    r"系统指令|(?:把|"
    r"将)(?:所有|全部|各项|每个)?指标.{0,6}(?:改成|改为|设为|设成|调成|写成)|输出.{0,8}json"
)
_NOTICE = re.compile(
    r"请[在于].{0,20}[前之内](?:报送|上报|填报|报|交)|一式\S{1,2}份|下班前交|前交到|各单位来|"
    r"^[^,。请]{0,6}安排:|@(?:所有人|全体)|请(?:尽快)?抓紧|工作日前报|^(?:催报|提醒(?:一下|大家|各位)?|"
    r"温馨提示)[:!,]|请.{0,20}(?:局|委|镇|"
    r"乡|办|"
    r"中心)[^。;\n]{0,30}(?:报送|上报|填报|报来|"
    r"报齐|报到)|"
    r"(?:^(?!收到|看到|接|见|按|根据)|\[)\S{0,8}(?<!更正)(?<!修正)通知(?!书|要求|精神|》|说|让|我)|"
    r"(?<!更正)(?<!修正)通知[::]|^关于.{0,40}的通知|兹定于|定于.{0,20}(?:召开|举行|"
    r"举办)|各(?:有关)?(?:单位|部门|乡镇|成员单位|科室|联络员).{0,20}(?:请|务必|要|须|抓好|抓紧|按|认真|"
    r"做好|报送|填报)|请(?:各(?!位(?:领导|老师|审|查))|大家|认真学习|对照|参照|遵照|抓紧|贯彻|准时|按时)|"
    r"请(?!发|列|问|给|提供|查|出示|报一下).{0,6}各(?:单位|乡镇|部门)|"
    r"(?:学习|传达).{0,16}(?:要求|文件|精神)|精神传达|传达[::]|^\S{0,8}(?:通告|公告)|(?:通告|公告):|招聘|"
    r"印发|转发"
)
_FORWARD = re.compile(
    r"会上(?:通报|说|讲)|(?:他们?|她|人家|有人)(?:说|讲)|先进(?:地区|城市)|他们(?:[镇乡局县那的家村]|报)|"
    r"别人(?:报|的)|公示的|网上|报纸|电视|"
    r"(?:领导|书记|市长|局长|主任|老板)(?:们)?(?:说|讲)|公布|转发|转载|"
    r"\[转\]|^转[:: ]|fwd|forward|据.{0,10}(?:报道|消息|新闻|介绍|媒体|统计局)|"
    r"新华社|央视|(?<!\d)日报|晚报|晨报|人民网|微博|公众号|刷到|看到新闻|新闻(?:上|里)?说|听说|"
    r"据说|听讲|传闻|网传|朋友圈|"
    r"别人家|人家(?!.{0,3}(?:企业|送检))|(?:隔壁|邻近|周边|兄弟|外地|外省|外市|外县|别的|其他|其它|"
    r"人家)(?:的)?(?:县|市|省|城市|地方|地区|区)|那边(?!.{0,8}(?:托|让|叫|委托)我)|那儿"
)
_EXAMPLE = re.compile(
    r"这个样子(?:报|写|发|填)|[按照]这样(?:报|写|发|填)|"
    r"(?:如|写)[:\s]*[\"“'「]|填报说明|填写说明|比如|例如|譬如|举例|举个例|示例|样例|(?<!比)例[::]|模板|"
    r"范例|格式(?!对)|样式|怎么报|如何报|咋报|"
    r"for example|e\.g\.|报法|报送样本|照着|教程|使用说明|像这样|按这个格式|可以这样(?:报|发|写)|"
    r"这样发给我|试着发|测试(?!费|站)|试一下|试试"
)
_IF = re.compile(
    r"扣\s*\d+(?:\.\d+)?\s*分|(?:办法|细则|规则)(?:里|中|上)?(?:规定|写|明确)|"
    r"如果|(?<!主)要是|假如|假设|倘若|万一|若是|假定|若(?!干)|设想|(?:能|可以|\d%?)[^,。]{0,12}的话|"
    r"的话[,]?就|就好了|该多好|但愿|希望|期待|盼|"
    r"争取|力争|"
    r"(?<![自志意心])愿(?!意)|做梦|梦见|梦到|祝|把.{0,20}(?:提高到|提升到|提到|控制在|保持在|降到|冲到)|"
    r"底前|年前|之前要"
)
_DRAFT = re.compile(
    r"稍等|再(?:核对核对|核实核实|算算|数数|对对|看看|查查)|再(?:核?对|数|核?算|查|过|核实|确认)一?(?:遍|"
    r"下|次)|(?:明天|后天|下周|回头|待会|晚点|下午|"
    r"晚上)把|是(?:上次|"
    r"以前)的数|"
    r"先?(?:再)?核实(?:一下|后|完|清楚|之后)?(?:再|,我|下)|我先核|先核实|待核实|待确认|"
    r"还在核|未经核实|"
    r"尚未核实|没核实|再报(?!一|送?[:: ])|(?<!到)别报|先别|别[乱瞎]?(?:记|录)|不要报|不要记|暂不|"
    r"等.{0,8}(?:出来|定了|定下来|有了|回来|下来)|先不(?!说|提|谈|管)|"
    r"等(?:正式|"
    r"最终|省里|数据|结果|通知|上级|核)|还没(?:定|抽|检|测|验|出|统计|汇总|弄|做|算)|"
    r"没最后定|未定稿|草稿|初稿|讨论稿|征求意见|待.{0,3}[审核]|"
    r"再?正式报|占位|不作数|不算数|仅供参考|别登记|别入库|稍后(?:再)?报|晚点(?:再)?报|回头(?:再)?报|"
    r"明天(?:再)?报|下周(?:再)?报|内部参考|随便(?:说|写|打)|开玩笑|开个玩笑|逗你"
)
DENIALS = re.compile(
    r"(?:没|没有|未)(?:给你|跟你)?(?:说|讲|报|发(?![生现出]))(?![错过完齐全上了的])(?=[^,。; ]{1,20}(?:是|"
    r"为|\d))|"
    r"(?:没|没有|未|未曾|不曾|从没|从未)(?:人|谁)?(?:给你|跟你|向你)?(?:报|说|发|讲|提|填)过(?!.{0,4}[补现])|"
    r"不是(?:我|俺|咱|本)\S{0,3}(?:报|发|说|填)的|(?:什么|啥|何)时候?(?:报|说|发|填)过"
)
_JEST = re.compile(
    r"红烧肉|饭菜|火锅|烧烤|喝酒|电影|麻将|打牌|斗地主|我家|媳妇|老婆|相亲|球赛|股票|基金|彩票|减肥|外卖|"
    r"快递|食堂[的今]"
)
_RULING = re.compile(
    r"[这那][个项条]?[就可]?是[^,。;]{0,6}(?:硬|死|指标|任务|要求|底线|红线|目标|杠杠)|"
    r"谁[也都]?(?:不许|不准|不能|不得|别(?=[掉拖放松]))|"
    r"(?:不许|不准|不得|不能)[^,。;]{0,4}(?:打折|打马虎|含糊|松懈)|一票否决|没商量|要保\d"
)
_REMINISCENCE = re.compile(
    r"常年|创建(?:之|以)?前|没创建|那会儿|小时候|早些年|刚参加工作|记得|想当年|印象中|那时候|那年|当年|前年|"
    r"大前年|过去|历史上|底子"
)
_BOT = re.compile(
    r"^\s*(?:>|》|✅)|已(?:记录|登记|收到您的)|您(?:报送|上报)的|\[?机器人\]?[::]|"
    r"小助手[::]|(?:回复|引用)[::]?\s*[「\"]|^引用"
)


DRAFT = "未定稿"
DENIED = "否认报过"
_INTERROGATIVE = re.compile(r"\?|多少|什么|啥|哪|谁|几|吗|咋|怎么|真的?假|真的吗")
_VAGUE = re.compile(r"[\d十百点]几")
_TO_ALL = re.compile(r"(?<![给跟向和])大家|各位|咱们都|大伙")
UNREPORTED = (
    (_EXAMPLE, "示例"),
    (_FORWARD, "转述他处"),
    (_DRAFT, DRAFT),
    (_RULING, "说的是要求"),
    (_JEST, "闲谈"),
)
WISHES = ((_IF, "假设或愿望"), (_REMINISCENCE, "回忆过去"))


def reason(text: str) -> str:
    """Why a text stores nothing whatever it says, or empty: code, injection, example."""
    if _INJECTION.search(text):
        return "指令注入"
    if _CODE.search(text):
        return "代码"
    if _BOT.search(text):
        return "引用机器人的话"
    return ""


def no_report(text: str) -> str:
    """Why the figures of a text are not reported by its sender, or empty."""
    return next((why for pattern, why in (*UNREPORTED, *WISHES) if pattern.search(text)), "")


def is_example(text: str) -> bool:
    """Whether the text shows how to report."""
    return bool(_EXAMPLE.search(text))


def is_notice(text: str) -> bool:
    """Whether the text tells others what to do rather than what is."""
    return bool(_NOTICE.search(text))


def is_statement(text: str) -> bool:
    """Whether a text without a question tells of aims or of others, so that its names ask nothing."""
    if _INTERROGATIVE.search(_VAGUE.sub("", text)):
        return False
    return bool(no_report(text) or is_notice(text) or _TO_ALL.search(text))
