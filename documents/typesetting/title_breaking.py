"""Propose how to divide a title into lines. The officer decides; software cannot judge the sense (reading 38).

Lines keep words whole, end after a unit of sense, and form a trapezium or a rhombus rather than a rectangle with a
short rest.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from documents.typesetting.grid import TITLE_CELLS

_MOST_LINES = 4
# Three lines that cost less than this are not tried in four.
_GOOD_ENOUGH = -6
# A title a little shorter than the line is still set in one.
_ONE_LINE = 16
_CLOSING = "，。、；：？！）》〉】〕」』”’"
_OPENING = "（《〈【〔「『“‘"
# Words of this field that must not be divided.
_WORDS = (
    "应急管理局", "安全生产委员会", "安全生产", "生产安全事故", "生产安全", "非生产安全", "事故", "通报",
    "通知书", "通知", "请示", "决定", "情况", "工作", "黄牌警告", "警告", "一票否决", "约谈", "挂牌督办",
    "人民政府", "办事处", "管理委员会", "管委会", "办公室", "委员会", "应急管理", "较大", "重大", "特别",
    "一般", "实行", "给予", "解除", "关于", "有关", "个单位", "单位", "道路运输", "交通运输", "建筑施工", "危险化学品",
    "烟花爆竹", "矿山", "隐患排查", "整治", "整改", "防范", "切实", "做好", "进一步", "加强", "开展", "印发",
    "同志", "座谈会", "讲话", "低温雨雪冰冻天气", "责任", "落实", "市政府", "市委", "省委", "省政府",
    "期间", "国庆", "中秋", "元旦", "节日", "假期", "汛期", "重点", "行业", "领域", "专项", "行动", "治理", "值守",
    "保护", "发展", "事务中心", "管理处", "开发区", "产业", "高新", "回族乡", "全市", "关键", "企业", "危险", "化学品",
    "较大生产安全事故", "较大非生产安全事故",
    "住房和城乡建设局", "交通运输局", "自然资源局", "农业农村局", "市场监督管理局", "经营", "坚决", "春节",
)  # fmt: skip
# Names stay whole: a break between 桃江县 and 鸬鹚渡镇人民政府 is allowed, within them (鸬鹚 | 渡镇) it is not.
_GOVERNMENTS = re.compile(
    "(?<=[县市区])[一-鿿]{2,7}?(?:[镇乡]人民政府|街道办事处)"
    "|[一-鿿]{1,2}[县市区](?=人民政府|[一-鿿]{2,7}[镇乡]人民政府)"
)
_DEPARTMENTS = re.compile("[一-鿿]{2}[县市区](?=(?:应急管理|住房和城乡建设|交通运输|自然资源|农业农村|市场监督管理)局)")
# 桃江县2起, 3个: where, and how many of the word after it.
_COUNTED = re.compile(r"(?:[一-鿿]{2}[县市区])?\d+[起个项家]")
_GOOD_AFTER = (
    "局",
    "委员会",
    "办公室",
    "政府",
    "管委会",
    "办事处",
    "月",
    "年",
    "》",
    "”",
    "等",
    "县",
    "市",
    "区",
    "镇",
    "乡",
)
_BAD_END = ("关于", "对", "和", "及", "与", "在", "为", "做好", "实行", "给予", "一", "进一步")
_BAD_START = ("的", "了", "等", "书", "号", "起", "人", "月", "日", "年")


def propose_title_lines(title: str) -> tuple[str, ...]:
    """Divide a title of any length; a short one stays in one line, nothing is added or lost."""
    if len(title) <= _ONE_LINE:
        return (title,) if title else ()
    fewest = -(-len(title) // TITLE_CELLS)
    torn = _torn_positions(title)
    best: tuple[float, tuple[int, ...]] | None = None
    for lines in range(fewest, max(fewest, min(fewest + 1, _MOST_LINES)) + 1):
        positions = [at for at in range(2, len(title) - 1) if at not in torn]
        for breaks in combinations(positions, lines - 1):
            pieces = _pieces(title, breaks)
            if max(map(len, pieces)) > TITLE_CELLS or min(map(len, pieces)) < 4:
                continue
            cost = _cost(pieces) + (lines - fewest) * 6
            if best is None or cost < best[0]:
                best = (cost, breaks)
        if lines >= 3 and best is not None and best[0] < _GOOD_ENOUGH:
            break
    if best is None:
        return tuple(title[at : at + TITLE_CELLS] for at in range(0, len(title), TITLE_CELLS))
    return tuple(_pieces(title, best[1]))


def _torn_positions(title: str) -> set[int]:
    """Return positions where a break would divide a word, a number, a quotation, or leave a mark at an edge."""
    torn: set[int] = set()
    for word in _WORDS:
        start = title.find(word)
        while start >= 0:
            torn.update(range(start + 1, start + len(word)))
            start = title.find(word, start + 1)
    for found in _GOVERNMENTS.finditer(title):
        torn.update(range(found.start() + 1, found.end()))
    for found in (*_DEPARTMENTS.finditer(title), *_COUNTED.finditer(title)):
        torn.update(range(found.start() + 1, found.end() + 1))
    depth = 0
    for at in range(1, len(title)):
        before, after = title[at - 1], title[at]
        depth += (before in _OPENING) - (before in _CLOSING and before not in "，。、；：？！")
        both_numeric = before.isascii() and after.isascii()
        counted = before.isdigit() and after in "年月日起人号个"
        several = before == "等" and after.isdigit()
        if depth > 0 or both_numeric or after in _CLOSING or counted or several or title[at:].startswith("个单位"):
            torn.add(at)
    return torn


def _pieces(title: str, breaks: tuple[int, ...]) -> list[str]:
    edges = (0, *breaks, len(title))
    return [title[start:end] for start, end in pairwise(edges)]


def _cost(pieces: list[str]) -> float:
    lengths = [len(piece) for piece in pieces]
    mean = sum(lengths) / len(lengths)
    cost = sum(abs(length - mean) for length in lengths) * 0.8
    for left, right in pairwise(pieces):
        if left.endswith(_BAD_END):
            cost += 12
        if right.startswith(_BAD_START):
            cost += 15
        if left.endswith(_GOOD_AFTER):
            cost -= 5
        if right.startswith("关于"):
            cost -= 8
        if len(left) == len(right):
            cost += 1
    # Neither trapezium nor rhombus: a middle line shorter than both its neighbours.
    cost += sum(6 for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False) if b < a and b < c)
    return cost
