"""Content: stored and read back, refused with the place of each fault; wording; titles; secrecy; glyphs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.typesetting.content import wording
from documents.typesetting.content.blocks import (
    AttachmentNote,
    ContentError,
    Heading1,
    Lead,
    Paragraph,
    SourceSpan,
)
from documents.typesetting.content.classification import classification_marks
from documents.typesetting.content.limits import MOST_BLOCKS
from documents.typesetting.content.places import key_of, path_of, words_of
from documents.typesetting.content.reading import content_from_dict
from documents.typesetting.fonts import (
    BIAOSONG,
    FANGSONG,
    HEITI,
    KAITI,
    ROLES,
    font_stack,
)
from documents.typesetting.glyphs import missing_glyphs
from documents.typesetting.grid import TITLE_CELLS
from documents.typesetting.rendering import check
from documents.typesetting.title_breaking import propose_title_lines
from tests.documents.samples import LONG, NOTICE, RARE, SHORT, UPWARD

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40
).filter(str.strip)
spans = st.builds(SourceSpan, words, words)
blocks = st.one_of(
    st.builds(Lead, words, st.tuples(spans)),
    st.builds(Heading1, words),
    st.builds(Paragraph, words, st.tuples(spans, spans)),
    st.builds(AttachmentNote, st.lists(words, min_size=1, max_size=3).map(tuple)),
)


@given(st.lists(blocks, min_size=1, max_size=6), st.one_of(st.none(), st.dates()))
def test_stored_content_reads_back_the_same(parts, day):
    content = replace(SHORT, blocks=(Lead("现通报如下。"), *parts), dated_on=day)
    assert content_from_dict(content.to_dict()) == content


@pytest.mark.parametrize("content", [NOTICE, SHORT, LONG, UPWARD])
def test_the_samples_are_sound(content):
    assert content_from_dict(content.to_dict()) == content
    check(content)


def faults_of(change):
    with pytest.raises(ContentError) as caught:
        content_from_dict(NOTICE.to_dict() | change)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"document_number": "益应急发[2021]6号"}, "发文字号：应写成"),
        ({"document_number": "益应急发〔2021〕06号"}, "序号不编虚位"),
        ({"document_number": "益应急发〔21〕6号"}, "全年份"),
        ({"title_lines": []}, "标题：请写标题"),
        ({"title_lines": ["关" * 21]}, "标题第1行：一行最多20个字"),
        ({"blocks": []}, "正文：请写正文"),
        ({"blocks": "文字"}, "应为若干段"),
        ({"blocks": [{"kind": "picture"}]}, "正文第1段：没有这种段落"),
        ({"blocks": [{"kind": "lead", "text": "甲"}, {"kind": "paragraph", "text": " "}]}, "正文第2段：段落没有内容"),
        ({"blocks": [{"kind": "lead", "text": "甲\n乙"}]}, "正文第1段：不能换行"),
        ({"blocks": [{"kind": "lead", "text": "甲", "facts": [1]}]}, "正文第1段：所引事实的格式不对"),
        ({"signature": ""}, "署名：请写发文机关署名"),
        ({"signature": "局" * 25}, "一行排不下"),
        ({"dated_on": "2021-02-30"}, "成文日期：日期应写成"),
        ({"main_recipients": 5}, "主送：应为文字"),
        ({"issuer_mark": ""}, "发文机关标志"),
        ({"form": "poster"}, "没有这种公文格式"),
        ({"blocks": [{"kind": "lead", "text": "甲"}] * (MOST_BLOCKS + 1)}, "篇幅过长"),
    ],
)
def test_each_fault_is_named_with_its_place(change, says):
    assert any(says in fault for fault in faults_of(change))


def test_all_faults_are_told_at_once():
    assert len(faults_of({"signature": "", "title_lines": [], "document_number": "5号"})) == 3


@pytest.mark.parametrize("stored", [None, [], "x", 5])
def test_anything_but_an_object_is_refused(stored):
    with pytest.raises(ContentError, match="格式不对"):
        content_from_dict(stored)


def undrawn(text, stack, role):
    return [character for character in text if not stack.covers(role, character)]


class TestGlyphs:
    def test_places_and_names_of_this_city_can_all_be_drawn(self):
        stack = font_stack()
        for role in ROLES:
            assert undrawn(RARE, stack, role) == []

    def test_every_shipped_name_can_be_drawn(self, city):
        from foundation.organizations.models import Division, Organization

        stack = font_stack()
        for text in [
            *Division.objects.values_list("name", flat=True),
            *Organization.objects.values_list("name", flat=True),
        ]:
            for role in (FANGSONG, KAITI, HEITI, BIAOSONG):
                assert undrawn(text, stack, role) == [], text

    def test_a_missing_character_is_named_with_its_place(self):
        content = replace(SHORT, title_lines=("关于𪚥的通知",), blocks=(Lead("甲乙\u200b丙"), Paragraph("😀")))
        found = missing_glyphs(content, font_stack())
        assert [(missing.where, missing.position) for missing in found] == [
            ("标题", 3),
            ("正文第1段", 3),
            ("正文第2段", 1),
        ]
        assert "不可见字符（U+200B）" in found[1].problem().message
        assert "没有可用的小标宋字形" in found[0].problem().message


class TestClassification:
    @pytest.mark.parametrize(
        "text",
        [
            "机密★10年",
            "秘密★",
            "密级：绝密",
            "【机密】关于有关事项",
            "绝密",
            "秘 密",
            "机密 1年",
            "（秘密）",
            "秘密：有关情况",
        ],
    )
    def test_markings_are_found(self, text):
        assert classification_marks(text)

    @pytest.mark.parametrize("text", ["严防泄露国家秘密", "属于商业秘密的除外", "保守秘密是义务", "机密文件管理办法"])
    def test_running_text_is_not_a_marking(self, text):
        assert classification_marks(text) == []

    def test_a_marked_document_is_refused(self):
        with pytest.raises(ContentError, match="严禁处理涉密信息"):
            check(replace(SHORT, blocks=(*SHORT.blocks, Paragraph("密级：秘密"))))


class TestWording:
    @given(st.dates())
    def test_dates_have_no_leading_zero(self, day):
        written = wording.official_date(day)
        assert written == f"{day.year}年{day.month}月{day.day}日"
        assert "年0" not in written
        assert "月0" not in written

    def test_moments(self):
        assert wording.clock_time(dt.datetime(2021, 1, 14, 7, 5)) == "1月14日7时5分"  # noqa: DTZ001
        assert wording.clock_time(dt.datetime(2021, 1, 14, 18)) == "1月14日18时"  # noqa: DTZ001

    @pytest.mark.parametrize(
        ("amount", "written"),
        [
            ("5847", "5847万元"), ("5847.00", "5847万元"), ("12.50", "12.5万元"), ("0.05", "0.05万元"),
            ("100", "100万元"),
        ],
    )  # fmt: skip
    def test_money(self, amount, written):
        assert wording.money(Decimal(amount)) == written

    @pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
    def test_chinese_numbers(self, number, written):
        assert wording.chinese_number(number) == written

    def test_lists(self):
        assert wording.enumerate_units(["甲"]) == "甲"
        assert wording.enumerate_units(["甲", "乙", "丙"]) == "甲、乙和丙"

    def test_pasted_text_is_cleaned(self):
        assert wording.clean("\ufeff⼈民\u200b政府\u00a0\t 办 \r\n") == "人民政府  办"


class TestTitles:
    @given(st.text(st.sampled_from("关于对桃江县人民政府给予安全生产黄牌警告的通报“8·16”《》，和2021年"), max_size=70))
    def test_nothing_is_lost_and_every_line_fits(self, title):
        lines = propose_title_lines(title)
        assert "".join(lines) == title
        assert all(0 < len(line) <= TITLE_CELLS for line in lines)

    @pytest.mark.parametrize(
        ("title", "lines"),
        [
            ("关于切实做好低温雨雪冰冻天气安全防范工作的通知", ("关于切实做好低温雨雪冰冻天气", "安全防范工作的通知")),
            ("关于桃江“8·16”较大道路运输事故的通报", ("关于桃江“8·16”", "较大道路运输事故的通报")),
            (
                "益阳市应急管理局关于撤销对桃江县住房和城乡建设局通报的通知",
                ("益阳市应急管理局", "关于撤销对桃江县住房和城乡建设局", "通报的通知"),
            ),
            (
                "益阳市应急管理局关于督办桃江县2起较大非生产安全事故整改工作的函",
                ("益阳市应急管理局", "关于督办桃江县2起较大非生产安全事故", "整改工作的函"),
            ),
            (
                "关于对桃江县马迹塘镇人民政府和桃江县住房和城乡建设局给予安全生产黄牌警告的通知",
                ("关于对桃江县马迹塘镇人民政府", "和桃江县住房和城乡建设局", "给予安全生产黄牌警告的通知"),
            ),
            (
                "益阳市安全生产委员会关于给予桃江县鸬鹚渡镇人民政府等2个单位黄牌警告的通知书",
                ("益阳市安全生产委员会", "关于给予桃江县鸬鹚渡镇人民政府等2个单位", "黄牌警告的通知书"),
            ),
            (
                "益阳市安全生产委员会关于约谈桃江县人民政府等2个单位的通知书",
                ("益阳市安全生产委员会", "关于约谈桃江县人民政府等2个单位的通知书"),
            ),
        ],
    )
    def test_words_stay_whole(self, title, lines):
        assert propose_title_lines(title) == lines


def test_a_place_is_a_path_with_a_key_and_words():
    stored = {"title_lines": ["甲表"], "blocks": [{"kind": "paragraph", "text": " "}]}
    with pytest.raises(ContentError) as caught:
        content_from_dict(SHORT.to_dict() | {"attachments": [stored, stored | {"title_lines": ["关" * 21]}]})
    found = {key_of(problem.path): problem.where for problem in caught.value.problems}
    assert found == {
        "attachment_note": "附件说明",
        "attachments.0.blocks.0": "附件1第1段",
        "attachments.1.title_lines.0": "附件2标题第1行",
        "attachments.1.blocks.0": "附件2第1段",
    }
    assert all(key_of(path_of(key)) == key for key in found)
    assert words_of(("blocks", 2, "rows", 0, 1)) == "正文第3段表格第1行"
    assert words_of(()) == "公文"
