"""Spoilt letters, minutes, attachments and tables: the ruler must refuse each of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.typesetting.content.blocks import FormKind, Lead
from tests.documents.gbt9704_checker.measure import faults
from tests.documents.rendered import spoilt
from tests.documents.samples_of_kinds import (
    CIRCULAR,
    CITY_NOTICE,
    INTERVIEW,
    LIFTING,
    MINUTES,
    VETO_REQUEST,
    YELLOW_CARD,
    table_of,
)
from tests.support.long_form import one_in

SPOILT_LETTER = {
    "mark too low": (".top .mark { margin-top: 5mm }", "发文机关标志上边缘|文字"),
    "upper rule off": (".top .upper { margin-top: 3mm }", "红色双线 距标志"),
    "lower rule off": (".top .lower { margin-top: -3mm }", "红色双线 距下页边"),
    "rules of 156 mm": (".top i { width: 156mm }", "红色双线 宽"),
    "thin over thick": (".top .heavy { height: .2mm }", "红色双线 粗细"),
    "no lower rule": (".top .lower { display: none }", "红色双线 2 条"),
    "black rules": (".top i { background: #000 }", "红色双线 0 条"),
    "number in the middle": (".code { right: 60mm }", "发文字号 右"),
    "number too low": (".code { top: 5mm }", "发文字号 距双线|行格|标题"),
    "page number on page 1": (
        '@page :first { @bottom-right { content: "— 1 —"; font: 14pt/14pt "GW SongTi"; margin-top: 16mm } }',
        "首页不显示页码",
    ),
    "imprint with rules": (".imprint .copies { border: 0 } .copies::before { content: ''; display: block; "
                           "height: .35mm; width: 156mm; background: #000; margin-left: -56pt }", "不应有分隔线"),
    "imprint high": (".imprint { padding-bottom: 40pt }", "最下方"),
    "urgency in 仿宋": ('.hei { font-family: "GW FangSong" }', "字体 urgency"),
}  # fmt: skip


@pytest.mark.parametrize("name", one_in(3, SPOILT_LETTER))
def test_a_spoilt_letter_is_refused(name):
    css, reason = SPOILT_LETTER[name]
    found = faults(spoilt(INTERVIEW, css), INTERVIEW)
    assert any(word in fault for fault in found for word in reason.split("|")), found


SPOILT_OTHERS = {
    "label in 仿宋": (MINUTES, '.hei { font-family: "GW FangSong" }', "字体 attendance_label"),
    "label at the margin": (MINUTES, ".gap .ln { margin-left: 0 !important }", "出席 应左空二字"),
    "date of minutes": (MINUTES, ".no .by { right: 0 }", "纪要日期位置"),
    "second signer off": (VETO_REQUEST, ".no + .no b { margin-left: 8mm }", "签发人回行"),
    "unsealed date": (LIFTING, ".unsealed .ln + .ln { margin-left: 200pt !important }", "右移二字"),
    "unsealed too low": (LIFTING, ".unsealed { margin-top: 59.2187pt }", "下空一行"),
    "copy number centred": (CITY_NOTICE, ".corner { left: 70mm }", "copy_number 位置"),
    "attachment on the same page": (YELLOW_CARD, ".attached { break-before: auto }", "附件"),
    "attachment title": (YELLOW_CARD, ".attached .gap { margin-top: 0 }", "附件标题 应在第三行"),
    "table too wide": (YELLOW_CARD, ".grid { margin-left: 20mm }", "超出版心"),
    "table in 仿宋 heads": (YELLOW_CARD, '.grid th { font-family: "GW KaiTi" }', "表头"),
    "no repeated header": (
        replace(CITY_NOTICE, blocks=(Lead("甲" * 60), table_of(40))),
        ".grid thead { display: table-row-group }",
        "表头",
    ),
    "grey cells": (YELLOW_CARD, ".grid { color: #777 }", "表格 颜色"),
}


@pytest.mark.parametrize("name", one_in(3, SPOILT_OTHERS))
def test_spoilt_minutes_attachments_and_tables_are_refused(name):
    content, css, reason = SPOILT_OTHERS[name]
    found = faults(spoilt(content, css), content)
    assert any(word in fault for fault in found for word in reason.split("|")), found


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        (replace(MINUTES, form=FormKind.DOCUMENT, attendance=()), replace(MINUTES, attendance=())),
        (replace(INTERVIEW, form=FormKind.DOCUMENT), INTERVIEW),
        (CIRCULAR, replace(CIRCULAR, form=FormKind.LETTER)),
    ],
    ids=["minutes with signature and room for a seal", "letter as document", "document as letter"],
)
def test_the_wrong_form_is_refused(shown, meant):
    assert faults(spoilt(shown), meant) != []
