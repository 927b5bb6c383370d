"""Pasted text: paragraphs, headings by their numbering, tables, and none of Word's traces."""

from __future__ import annotations

import html
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.content.paste import (
    PastedBlock,
    blocks_from_clipboard,
    blocks_from_text,
    clean_paragraph,
    kind_of_paragraph,
)

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<style>p.MsoNormal {mso-style-parent:""; margin:0cm}</style><title>草稿</title></head><body lang=ZH-CN>
<!--StartFragment-->
<p class=MsoNormal style='text-indent:32.0pt'><span>一、事故\u00ad情况<o:p></o:p></span></p>
<p class=MsoNormal><span>（一）</span><span lang=EN-US>&nbsp;</span><span>压实责任。各级</span>
<span>各部门要认真履职，按时报告<del cite="mailto:x">旧的话</del><ins cite="mailto:x">，不得迟报</ins>。</span>
<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[批注1]</a></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='font-family:Wingdings'>\uf0b7<span>&nbsp;&nbsp;
</span></span><span>桃江县２０２１年１月１４日发生事故,死亡3人.</span></p>
<p>(1)　清查\u200b隐患;整改"三违"(严重的)行为</p>
<table border=1><tr><td rowspan=2>单位</td><td colspan=2>起数</td></tr><tr><td>1月</td><td>2月</td></tr>
<tr><td><p>桃江县</p></td><td>1</td><td>２</td></tr></table>
<div style='mso-element:comment-list'><div style='mso-element:comment'>批注的话</div></div>
<!--EndFragment--></body></html>"""


def test_word():
    assert blocks_from_clipboard(html=WORD, text="不用") == [
        PastedBlock("heading1", "一、事故情况"),
        PastedBlock("paragraph", "（一）压实责任。各级各部门要认真履职，按时报告，不得迟报。"),
        PastedBlock("paragraph", "桃江县2021年1月14日发生事故，死亡3人。"),
        PastedBlock("paragraph", "（1）清查隐患；整改“三违”（严重的）行为"),
        PastedBlock("table", rows=(("单位", "起数", ""), ("", "1月", "2月"), ("桃江县", "1", "2"))),
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("一、总体要求", "heading1", "一、总体要求"),
        ("十二．附则", "heading1", "十二、附则"),
        ("一、1月14日桃江县发生事故。请吸取教训。", "paragraph", "一、1月14日桃江县发生事故。请吸取教训。"),
        ("(二)强化监管", "heading2", "（二）强化监管"),
        ("（二）强化监管。", "heading2", "（二）强化监管。"),
        ("（二）强化监管。各地要落实。", "paragraph", "（二）强化监管。各地要落实。"),
        ("3、排查隐患", "paragraph", "3.排查隐患"),
        ("3．排查隐患", "paragraph", "3.排查隐患"),
        ("3.5米高的边坡", "paragraph", "3.5米高的边坡"),
        ("(4)清查", "paragraph", "（4）清查"),
        ("一是加强领导", "paragraph", "一是加强领导"),
    ],
)
def test_headings_by_their_numbering(typed, kind, text):
    assert kind_of_paragraph(clean_paragraph(typed)) == (kind, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("　　各县（市）　应急 管理局", "各县（市）应急管理局"),
        ("ＧＢ／Ｔ 9704 标准", "GB／T 9704标准"),
        ("10:25接报,10:40到场", "10:25接报，10:40到场"),
        ("损失1,200万元", "损失1,200万元"),
        ("网址 www.gov.cn:8080", "网址www.gov.cn:8080"),
        ("S225线 K48+300 处", "S225线K48+300处"),
        ("●　第一项", "第一项"),
        ("-5℃以下", "-5℃以下"),
        ("\uf06e 要点", "要点"),
        ("Word Art 示例", "Word Art示例"),
    ],
)
def test_characters(typed, text):
    assert clean_paragraph(typed) == text


def test_plain_text_with_a_table_and_names_of_attachments():
    text = "单位\t起数\r\n桃江县\t1\r\n\r\n请遵照执行。\v特此通知。\n附件：1．统计表\n2．名单\n三、其他"
    assert blocks_from_text(text) == [
        PastedBlock("table", rows=(("单位", "起数"), ("桃江县", "1"))),
        PastedBlock("paragraph", "请遵照执行。"),
        PastedBlock("paragraph", "特此通知。"),
        PastedBlock("attachment_note", "统计表\n名单"),
        PastedBlock("heading1", "三、其他"),
    ]


def test_numbers_of_a_web_list_and_a_table_of_layout():
    page = "<ol start=2><li>甲事<li>乙事</ol><ul><li>丙事</ul><table><tr><td>只有一栏</td></tr></table>尾"
    assert [block.text for block in blocks_from_clipboard(html=page)] == ["2.甲事", "3.乙事", "丙事", "只有一栏", "尾"]


def test_text_that_looks_like_markup_stays_text():
    assert blocks_from_text("<b>粗</b>") == [PastedBlock("paragraph", "<b>粗</b>")]
    assert blocks_from_clipboard(html="<script>alert(1)</script>", text="甲") == [PastedBlock("paragraph", "甲")]


CHARACTERS = st.text(
    st.sampled_from('一二、（）()1２.．，,。"“ \u3000\u00a0\u200b\u00ad\t\v\r\n\uf0b7●甲乙A:;附件[]批注<>&p/-')
)


@settings(max_examples=300)
@given(CHARACTERS)
def test_cleaning_twice_changes_nothing_and_leaves_only_what_is_seen(text):
    once = clean_paragraph(text)
    assert clean_paragraph(once) == once
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Co", "Zl", "Zp"} for character in once)
    kind, numbered = kind_of_paragraph(once)
    assert kind in {"paragraph", "heading1", "heading2"}
    assert kind_of_paragraph(numbered) == (kind, numbered)


@settings(max_examples=150)
@given(st.lists(st.text("甲乙丙丁ABC", min_size=1), max_size=6), st.sampled_from(["p", "div", "h2"]))
def test_no_word_is_lost_between_html_and_blocks(paragraphs, tag):
    page = "".join(f"<{tag}><span>{html.escape(text)}</span></{tag}>" for text in paragraphs)
    assert "".join(block.text for block in blocks_from_clipboard(html=page)) == "".join(paragraphs)


@settings(max_examples=200)
@given(st.text(max_size=200), CHARACTERS)
def test_broken_markup_is_read_as_far_as_it_goes(markup, text):
    for block in blocks_from_clipboard(html=markup + "<table><td>" + text, text=text):
        assert block.text or block.rows


@pytest.mark.parametrize(
    "given",
    [
        {"text": "(" * 4000 + "中" + ")" * 4000},
        {"text": "• " * 8000 + "中"},
        {"text": "[批注" * 8000 + "]" * 8000},
        {"html": "中<!--" * 60_000},
        {"html": "中</" * 90_000},
        {"html": "中<a " * 80_000},
        {"html": "中<a x='" * 60_000},
        {"html": "中<?" * 90_000},
        {"html": "<table><tr><td>中" + "<td colspan=30>" * 20_000},
        {"html": "<table><tr><td>中" + "<tr><td colspan=30 rowspan=30>" * 9_000},
    ],
)
def test_no_clipboard_takes_long(given):
    """Each of these took from ten seconds to hours of processor time and held a thread of the server."""
    started = time.process_time()
    blocks_from_clipboard(**given)
    assert time.process_time() - started < 8


def test_comments_are_taken_out_and_markup_left_open_is_text():
    word = "<!--[if gte mso 9]><p>丙</p><![endif]-->"
    pasted = f"<!DOCTYPE html><p>甲<!--批注--><![if !supportLists]>乙<![endif]></p>{word}<p>丁"
    assert [block.text for block in blocks_from_clipboard(html=pasted)] == ["甲乙", "丁"]
    assert [block.text for block in blocks_from_clipboard(html="<p>甲 < 乙</p>丙<b")] == ["甲<乙", "丙<b"]
