"""By which words a question tells what it is about: one ordered table, the special before the general."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qbot.reading.meaning import About

# What must also be said where an indicator is named, for a rule that is about other things.
_NO_FIGURE_WANTED = re.compile(r"^(?!.*(?:要求|目标|多少|几|达到|以上|定的))")
_STEP = re.compile(r"阶段|截止|步|几天|自查申报|动员部署|改进提高|总结提升|整体推进")
_GENERAL = re.compile(r"哪|各项|所有|全部|都有|几项|多少项|指标|清单|which")
_NEVER = re.compile(r"(?!)")
# What makes a statement of a text without a question word.
_STATED = re.compile(r"\d\s?%|\d个?月超|超过|高于|低于")
_COUNTED = re.compile(r"\d")
_SET = re.compile(r"\d|定|完成|努力|冲|[按照]\S{0,6}要求")  # 按通知要求准备 promises
_UNSAID = re.compile(r"@\S+\s*|(?<=□□□□)□+")  # of a name that is blanked four characters count
_TO_ME = re.compile(r"(?:帮|给|替|告诉|发|跟|让|请)(?:我们?|俺们?|咱们?)")


@dataclass(frozen=True, slots=True)
class AskingRule:
    """It fits where `pattern` is found or, in a question, each of `all_of`, in any order.

    `terse`: up to this length a text asks without a question word, unless `unless_stated` is in it.

    `beside_name`: what a text that names an indicator must have besides; without it the question is about
    the indicator's value where `else_value` says so, else the rule is passed over. `to_me`: whether 发我 and
    帮我 speak of the sender.
    """

    about: About
    why: str
    pattern: re.Pattern[str]
    all_of: tuple[re.Pattern[str], ...] = ()
    needs_name: bool = False
    beside_name: re.Pattern[str] | None = None
    else_value: bool = False
    terse: int = 0
    unless_stated: re.Pattern[str] | None = None
    to_me: bool = True

    def fits(self, heard: str, *, named: bool, asked: bool) -> bool:
        """Whether its words are there, and a name where it needs one."""
        if self.needs_name and not named:
            return False
        heard = heard if self.to_me else _TO_ME.sub("", heard)
        if self.pattern.search(heard):
            return True
        return asked and bool(self.all_of) and all(each.search(heard) for each in self.all_of)

    def asks(self, heard: str) -> bool:
        """Whether a text without a question word asks by being terse."""
        said = _UNSAID.sub("", heard)
        return len(said) <= self.terse and not (self.unless_stated and self.unless_stated.search(heard))


def rules_that_fit(heard: str, *, named: bool, asked: bool, blank: str) -> Iterator[tuple[AskingRule, About]]:
    """The rules that fit a text whose names are blanked, each with what it makes of the question."""
    for rule in _RULES:
        if not rule.fits(heard, named=named, asked=asked):
            continue
        if rule.beside_name is None or blank not in heard or rule.beside_name.search(heard):
            yield rule, rule.about
        elif rule.else_value:
            yield rule, "value"


_WHO = re.compile(r"谁|哪|单位|部门|[几多]家|局|镇|乡|名单|多少|几[个户]")
_ME = re.compile(
    r"^(?!.*(?:哪.{0,2}[家局委镇乡单部]|谁|名单|催)).*(?:我(?!市)|俺|咱(?!们?市)|本[单局镇乡人委]|"
    r"自己|名下|手[上里头])"
)
_NOT_IN = re.compile(r"(?:没|未|不|欠|缺|漏|拖|迟|差)[^,。;!?□]{0,6}(?:报|交|填|送|传|反馈)")
_OWED = re.compile(
    r"(?:还|欠|差|剩|没|未|该|得|等着|待|漏|应|要)[^,。;!?□]{0,8}(?:(?<!汇)报(?!告)|交|填|补|送|submit|"
    r"report)|"
    r"[报交填补][齐全完清]"
)
_BELOW = re.compile(
    r"(?:没|未|不|差|低于)[^,。;!?□]{0,6}(?:达|标|目标|要求|线|完成|合格|过关|及格|到位|够)|红|薄弱|落后"
)

_RULES = (
    AskingRule("target", "要求多少", re.compile(
        r"要求[^□]{0,10}(?:多少|几)|只要.{1,8}就.{0,4}(?:达标|目标|过关|合格|完成)|"
        r"按(?:照)?(?:方案|要求|规定|文件).{0,24}(?:几|多少)|得(?:有|要|建|评)(?:到)?(?:几|多少)|"
        r"方案[^,。]{0,16}\d[^,。]{0,4}以上[么吗嘛?]"
    ), needs_name=True),
    AskingRule("hotline", "投诉与热线", re.compile(
        r"(?:投诉|举报|维权|申诉|假冒|伪劣|过期|质量问题|消费纠纷|买到|坑|反映).{0,24}(?:电话|"
        r"热线|号码|打|拨|"
        r"找哪|渠道|哪里)|(?:电话|热线|号码).{0,12}(?:投诉|举报|维权|是多少|是啥|有哪些)|(?:打|拨)(?:什么|"
        r"哪个|啥|哪|几).{0,4}(?:电话|号码?|热线)?|123(?:12|15|31|65)|找(?:谁|"
        r"哪).{0,4}(?:投诉|举报)|[往到去]哪.{0,4}(?:举报|投诉|反映)|投诉(?:电话|热线|渠道)|"
        r"热线|hotline"
    ), terse=16),
    AskingRule("source", "谁报的", re.compile(
        r"谁(?:给)?(?:填报|报|填|录|发|上报|登记|交)(?:送)?(?:上来)?的|何人(?:报|填)|哪(?:家|个)(?:单位|局|"
        r"科|站|股|办|"
        r"部门|人|科室|"
        r"乡镇)?(?:上)?(?:报|填|录|登记)(?:送)?(?:上来)?的|什么时候报的|啥时候报的|谁报上来|"
        r"数(?:据)?(?:的)?来源|出自|来自|哪来的|从哪(?:儿|里)?来|谁提供的|由(?:谁|哪.{0,4})(?:填?报|上报|"
        r"报送)|报送人|填报人|经手|"
        r"who reported|"
        r"谁(?:给)?统计的|谁算的|怎么(?:来|得出来)的|数据源|依据(?:是)?(?:什么|啥)|谁给的"
    )),
    AskingRule("mine", "我还差什么", re.compile(
        r"^(?!.*(?:哪.{0,2}[家局委镇乡单部]|谁|名单|催)).*?(?:(?:我们|我|俺们?|咱们?|本人|本单位|本局|本镇|"
        r"名下|自己|手上|"
        r"手里).{0,24}(?:差.{0,4}(?:没|报|"
        r"交|填)|(?:需要?|还要|该|得|应)(?:再)?(?:报|交|填|补)|欠.{0,6}(?:报|交|什么|啥|哪|数|吗|几|多少)|"
        r"没报|未报|没有报|没交|漏报|漏|要报|要交|"
        r"该交|该报|得报|没报完|[报交填][齐全完](?:了|上来)?(?:没|吗)|"
        r"还有.{0,6}报|还剩(?!几步|几天|多少天)|剩几(?![步天])|未交|没填|未填|待报|报齐|报全|报完|任务|"
        r"应报|需要报)|(?:还|有).{0,8}(?:差|"
        r"欠|漏|"
        r"要报|没报).{0,8}(?:我|俺)|我的(?:任务|待报|指标)|"
        r"(?:该|轮到?)(?:我|俺|咱)\S{0,4}[报交填]|what do i (?:owe|still)|还(?:差|"
        r"剩|欠)(?:啥|哪(?!.{0,2}[家局委镇乡单部])|什么|几(?!家)).{0,6}没?(?:报|交))"
    ), (_ME, _OWED), terse=16, to_me=False),
    AskingRule("missing", "谁还没报", re.compile(
        r"(?:谁|哪|单位|部门|缺|几个|几家|多少|乡镇|名单|有没有|局).{0,14}(?:没报|没有报|未报|没交|未交|"
        r"漏报|欠报|"
        r"没上报|未上报|没填|没报送|没有报上来|没上来|未上来|未报送|没报数|还没报|尚未报|没动静|拖着|迟报|"
        r"没报上来|"
        r"未按时|逾期)|(?:没报|没有报|"
        r"未报|没交|未交|漏报|欠报|没上报|未上报|未报送|没报数|迟报|逾期).{0,14}(?:谁|哪|单位|"
        r"部门|几个|多少|名单|"
        r"有没有|乡镇)|缺谁|缺报|到齐|[差缺少]哪.{0,3}[家个局委镇乡单部]|收齐|报数.{0,4}(?:缺|齐|差)|(?:都|"
        r"全)报(?:了|齐|"
        r"上来)?(?:了)?(?:没|吗)|"
        r"报齐了?(?:没|吗)|催报|还差谁|谁还(?:没|差|欠)|报送情况|(?:局|委|镇|乡|"
        r"部)\S{0,4}报(?:了|数了|上来)?(?:没|吗)|who (?:has|have|did)(?:n.t| not)|"
        r"(?:haven.?t|have not|not yet|hasn.?t|has not|didn.?t) report|"
        r"[报交填]齐(?:了|全)?(?:没|吗)|"
        r"(?:谁|哪些|哪个|哪家|哪几|几家|单位|部门|乡镇).{0,8}(?:没|未)有?[把将].{0,8}[报交填送发](?:上来|"
        r"过来|来|齐|全)|"
        r"(?:没|未)有?[把将].{0,8}[报交填送发](?:上来|过来|来|齐|全).{0,8}(?:谁|哪|单位|几)|"
        r"没到齐|催谁|没收到(?:谁|哪)|(?:谁|哪家|哪个)的?(?:数|报表|材料)?没(?:来|到|有)|欠着(?:没|的)|"
        r"[报交填]全了?(?:没|吗)"
    ), (_NOT_IN, _WHO), terse=16),
    AskingRule("ranking", "排名", re.compile(
        r"排名|第几(?![季期阶步部条章项个])|几名(?!.{0,4}[学工患伤人])|名次|排最|排末|[前后]头|在[前后]|"
        r"怎么排|咋排|"
        r"[靠排]前(?!.{0,2}[往])|靠后|各(?:局|单位|部门|乡镇).{0,4}(?:得分|分数|成绩)|排行|"
        r"名次|排第|谁.{0,4}第一|"
        r"第一名|倒数|垫底|考核(?:得分|成绩|分数|结果|分)|(?:考核|评比).{0,4}(?:最好|最差|最高|最低|怎么排|"
        r"咋排)|(?:考核|评比).{0,4}得了?(?:多少|几)分|分(?:最)?高|"
        r"分(?:最)?低|得分.{0,6}(?:高|低)|(?:谁|哪家|哪个(?:局|单位|部门|乡镇|镇)?)(?:排|最好|最差|干得最|"
        r"领先|落后)|前三(?!个|季|月)|ranking|评分|打分|"
        r"龙虎榜|末位|"
        r"排老几|老几|评比|考评|成绩单|(?:谁|哪家|哪个.{0,3})(?:干|做|完成|抓)得(?:最)?[好差]|倒[数第]|"
        r"先进.{0,4}(?:谁|哪)|(?:前|后)[几三五十]名"
    ), terse=16),
    AskingRule("plan-text", "方案原文", re.compile(
        r"第.{1,3}部分|(?:方案|文件).{0,6}(?:哪|第几)|"
        r"[一二三四五六七八九十][((][一二三四五六七八九十]{1,2}[))].{0,4}(?:是|讲|写|说|什么|啥|内容|规定)|"
        r"方案.{0,3}[一二三四五六七八九十][(、].{0,6}(?:写|说|讲|规定|是|内容|要求)|"
        r"(?<!法)第[一二三四五六七八九十\d]+条|方案(?:里|中|上|原文|对|关于|是怎么|怎么|"
        r"的|第|有没有|说|写|"
        r"规定|提到|讲).{0,40}|(?:文件|原文|条款|规定|永政|\[2018\]).{0,16}(?:怎么|写|说|要求|内容|"
        r"讲|哪|谁|什么)|摘录|原文|plan say|"
        r"(?:文件|方案|里面|通知)(?:里|中)?.{0,8}(?:咋|怎么|如何)(?:说|规定|要求|写|讲)|有没有提(?:到|过)?"
    ), terse=16, beside_name=_NO_FIGURE_WANTED),
    AskingRule("owner", "谁负责", re.compile(
        r"谁(?:来)?(?:负责|牵头|管|主管|分管|抓|对接|承担)|(?:哪个|哪家|什么|啥|哪些|哪)(?:个)?(?:局|部门|"
        r"单位|科室|人)(?:来)?(?:负责|牵头|管|主管|承担|抓|报|的事|报送)|牵头|归(?:谁|哪)|责任(?:单位|部门|"
        r"人)|(?:该|应该)?找(?:谁|哪个)|主管(?:单位|部门)|(?:谁|哪家|哪个(?:局|部门|单位))在(?:做|抓|管|"
        r"搞)|(?:谁|哪家|哪个(?:局|部门|单位|科室))的(?:活|事|责任|任务)|负责(?:单位|部门|人)|"
        r"who (?:is responsible|owns|leads)|联系谁|由(?:谁|哪)|"
        r"哪个口|归口|主抓|挂帅|谁落实|谁来做|责任人|谁的(?:活|事)"
    ), needs_name=True),
    AskingRule("phase", "阶段与期限", re.compile(
        r"(?:哪|第几|什么|啥|到那)(?:一)?(?:个)?(?:步|阶段)|阶段|到哪(?:一步|儿)|自查申报|动员部署|"
        r"整体推进(?!得|怎|咋|如何|情况)|"
        r"改进提高|总结提升|预验收|离.{0,16}(?:截止|结束|还有|开始|到期)|(?:截止|结束|到期).{0,8}(?:还有|"
        r"几|多少|什么|啥)|还有(?:几|多少)天|倒计时|时间节点|进度安排|哪一步|实施步骤|phase|"
        r"第几步|几步|走到(?:哪|第几)|时间表|路线图|(?:几月|几号|啥时候|什么时候|何时)(?:结束|开始|截止|"
        r"收尾|验收|启动)|还剩(?:几|多少)(?:天|步|个月)"
    ), beside_name=_STEP),
    AskingRule("compare", "比较", re.compile(
        r"(?:比(?![例率重])|(?<!比)较|跟|和|与|同|对比)[^□]{0,8}(?:上(?:个)?(?:月|季)|去年|同期|上期|上年|"
        r"上一|前(?:个|"
        r"一)?月|之前|以前|全国|省|目标|\d月|.季度).{0,12}(?:高|低|好|差|多(?!少)|(?<!多)少|涨|跌|升|降|增|"
        r"减|变|"
        r"怎么样|咋样|如何|强|比|提高|改善|进步|退步|上升|下降)|同比|环比|[作做]一?个?(?:比较|对比)|"
        r"(?:比较|对比).{0,24}(?:情况|一下|变化)|(?<!走)(?:高|低|好|涨|降|升|跌|进步|"
        r"退步)(?:了|还是|没)|(?:升|涨|高|增|提高|上升)(?:了)?还是(?:降|跌|低|减|下降)|对比|相比|"
        r"compare|\bvs\b|versus|better|worse|涨没涨|降没降|变化了?多少|差多少|差距|"
        r"增幅|降幅|升幅|跌幅|[多少]了(?:几|多少)|进步没|退步没|(?<![月季度])是[升涨高]是[降跌低]"
    ), needs_name=True, to_me=False),
    AskingRule("history", "走势", re.compile(
        r"(?<!没有)(?<!无)(?<!没)变化|趋势|走势|走向|曲线|历次|历史|(?:以前|以往|过往|之前)(?:的|各期|所有|"
        r"全部|每)|历月|历季|每个?月|各个?(?:月|季)|每个?季度|"
        r"逐月|逐季|按月|按季|近.{0,3}(?:几|\d+|半|一|两|三|四|五|六|七|八|九|十).{0,2}(?:月|年|季)|"
        r"最近几|这几个月|这几个季度|前几个月|前几个季度|往期|历年|往年|一路|过去.{0,4}(?:月|年|"
        r"季)|以来(?:的)?(?:历|"
        r"每|各|情况)|折线|图|"
        r"走高.{0,6}走低|走低.{0,6}走高|往[上高](?:走|升|涨).{0,6}往[下低](?:走|掉|降|跌)|往[下低](?:走|掉|"
        r"降|跌).{0,6}往[上高]|走过来|咋变|怎么变|起伏|从[^,。]{1,10}到(?:现在|目前|如今)|trend|history|"
        r"波动|几个月(?:的|来)|连续|"
        r"[挨逐]个(?:给我)?[念报列说]|一[一个个]+列|逐一|几次(?:测评|抽检|的)|历来|每(?:一)?[次期]|"
        r"各[次期]|前.{0,1}[几两三四五六]个?月|时间序列|升降|涨落|几个?月(?:以)?来|怎么走|咋走"
    ), needs_name=True, terse=30, unless_stated=_STATED),
    AskingRule("unmet", "未达标的", re.compile(
        r"(?:没|未|不)有?(?:达到?|够[到着得]|[到上过够])了?(?:目标|达标|合格|及格|标准)线?|(?:低于|"
        r"不到)(?:目标|及格线|合格线)|"
        r"(?<!算)(?:没|未|不|没有|还没|尚未|没能)(?:有)?(?:达标|达到|完成|合格|过关|及格|到位|达成|符合|"
        r"实现)|红灯|"
        r"亮红|飘红|拖后腿|短板|落后|差的|不行|掉队|红的|红着|还红|标红|预警|(?:有|哪.{0,6})风险|告急|"
        r"掉链子|(?<!算)不达|达不到|薄弱|达标(?:了)?(?:没|"
        r"吗|情况)|达标的|没过|"
        r"(?:miss|below|behind|under|short of)(?:ed|ing)?\b.{0,10}(?:target|goal)|not met|failing|红色|"
        r"哪些.{0,6}(?:差|弱|问题)|拉胯|不理想|"
        r"拖[了着过]?[后腿]|拉后腿|差一截|没跟上|欠账|不好看|弱项|卡壳|黄灯|橙灯|掉了?队|问题指标"
    ), (_BELOW, _GENERAL), terse=16, unless_stated=_COUNTED, beside_name=_GENERAL, else_value=True),
    AskingRule("target", "目标", re.compile(
        r"(?<!接近)(?<!达到)(?<!超过)(?<!完成)(?<!高于)目标|及格线|合格线|达标线|(?:指标|考核|任务|标准)线|"
        r"划(?:的|了)?.{0,4}线|线是|"
        r"底线|红线|标准(?:是|要|为|线|多少)|要求(?:是|多少|达|的|几|要|到)?|"
        r"要(?:达到|到|低于|高于|超过|控制|求|几|多少|建|完成|做到)|要(?!看|查|问|报|交|填|了解|"
        r"知道)[\u4e00-\u9fff]{1,3}(?:几|多少)|(?:最少|至少|最低)(?:要|得)?|算不?(?:过关|达标|完成|合格|"
        r"及格)|"
        r"才(?:算|能|行|达)|指标值|任务(?:是|数|多少|量|几)|应(?:该)?达到|得(?:达到|到)|规定|定的|门槛|"
        r"target|goal|需要(?:达到|多少|几)|多少(?:才|算)|"
        r"不[能得准该](?:低于|少于|高于|超过|小于)|[低高]于多少(?:才|算|就)?|要多高|目标数|考核指标|"
        r"达到多少|到(?:多少|几)才|得.{0,3}到(?:多少|几)|到多少(?:算|就)"
    ), needs_name=True, terse=16, unless_stated=_SET),
    AskingRule("overview", "总体情况", re.compile(
        r"(?:局|委|镇|乡|单位).{0,6}指标|总体|(?:各项|全部|所有|全市|创建).{0,6}完成情况|整体|全貌|概况|"
        r"总的|全局|总览|大概情况|(?:创建|"
        r"工作|质量强市|各项|"
        r"所有|全部|进展|咱|大盘).{0,14}(?:咋样|怎么样|如何|怎样|进展|情况|推进|进度|啥样|"
        r"什么样)|推进得|一览|"
        r"汇总|各(?:项)?指标(?:情况|都|咋|现在|怎)|(?:所有|全部|各项|25项?|全)的?指标|进展(?:情况|如何|咋样|"
        r"怎么样|怎样)|形势|面上|通盘|overview|状态|status|啥情况|大面|"
        r"家底|摸(?:个|一下)底|总结一下|概览|全景|综合情况|大致情况|一句话(?:说|讲|汇报)|简要(?:说|讲|汇报)"
    ), terse=16, beside_name=_NEVER),
)  # fmt: skip
