"""Which characters look alike: what a photographed text or a stroke keyboard puts for another."""

_ALIKE = (
    "牌碑脾", "品晶", "检捡险验", "抽油袖柚", "率摔卒", "农衣", "药约", "境镜", "质贷货", "量童",
    "备各", "案宴", "覆复履", "盖盍", "标杯", "杆杠秆扦", "企仝", "项顶", "目日曰自", "试拭",
    "老考", "字宇", "号另", "设没", "故敌", "污汚汗", "优忧", "良艮", "水永", "特持待",
    "房户", "囗口", "法去", "未末", "己已", "满蒲", "意竟", "顾颀", "工土士", "程桯",
    "产严", "格恪洛", "合台", "证征", "环坏", "气汽", "达迖", "监盐", "督誓", "级汲",
    "点占", "务矛", "通诵", "报扱服", "排徘", "总忌", "染柒", "物吻", "建健", "筑巩", "例列", "撤辙澈",
    "节茚",
)  # fmt: skip
_GROUPS = {
    character: "".join(group for group in _ALIKE if character in group) for character in set("".join(_ALIKE))
}


def looks_alike(one: str, other: str) -> bool:
    """Whether two characters are easily taken for each other by their shape."""
    return other in _GROUPS.get(one, "")
