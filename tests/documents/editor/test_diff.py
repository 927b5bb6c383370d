"""Two texts compared: nothing lost, nothing invented, changes where they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.content.diff import (
    INSERTED,
    KEPT,
    REMOVED,
    Stretch,
    characters,
    compare,
)
from documents.typesetting.content.blocks import (
    Attachment,
    Heading1,
    Lead,
    Paragraph,
    Table,
    TableColumn,
)
from tests.documents.samples import NOTICE

TEXTS = st.text("甲乙丙丁戊，。1", max_size=30)


def rows(old, new):
    return [(each.label, each.change) for each in compare(old, new) if each.change != KEPT]


@settings(max_examples=200)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(old, new):
    stretches = characters(old, new)
    assert "".join(each.text for each in stretches if each.change != INSERTED) == old
    assert "".join(each.text for each in stretches if each.change != REMOVED) == new


@settings(max_examples=60)
@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_whole_documents_can_be_read_back(old, new):
    first, second = (replace(NOTICE, blocks=tuple(map(Paragraph, texts))) for texts in (old, new))
    found = [each for each in compare(first, second) if "段落" in each.label]
    for texts, other in ((old, INSERTED), (new, REMOVED)):
        read = "".join(part.text for each in found for part in each.stretches if part.change != other)
        assert read == "".join(texts)


def test_an_unchanged_document():
    assert rows(NOTICE, NOTICE) == []
    assert [each.label for each in compare(NOTICE, NOTICE)][:2] == ["标题", "主送"]


def test_title_recipients_copies_and_a_sentence():
    changed = replace(
        NOTICE,
        title_lines=("关于切实做好雨雪天气", "安全防范工作的通知"),
        main_recipients="各区县（市）应急管理局",
        copies_to="",
        blocks=(*NOTICE.blocks[:2], Paragraph(NOTICE.blocks[2].text.replace("18时", "12时")), *NOTICE.blocks[3:]),
    )
    found = rows(NOTICE, changed)
    assert found == [("标题", "changed"), ("主送", "changed"), ("段落", "changed"), ("抄送", REMOVED)]
    sentence = next(each for each in compare(NOTICE, changed) if each.label == "段落" and each.change == "changed")
    assert Stretch(REMOVED, "8") in sentence.stretches
    assert Stretch(INSERTED, "2") in sentence.stretches


def test_added_and_removed_blocks_attachments_and_kinds():
    table = Table((TableColumn("单位"), TableColumn("起数")), (("桃江县", "1"),))
    changed = replace(
        NOTICE,
        blocks=(NOTICE.blocks[0], Heading1("零、新增"), *NOTICE.blocks[2:-1], Lead("另行通知。"), NOTICE.blocks[-1]),
        attachments=(Attachment(("统计表",), (table,)),),
    )
    found = rows(NOTICE, changed)
    assert ("一级标题", REMOVED) in found
    assert ("一级标题", INSERTED) in found
    assert ("导语", INSERTED) in found
    assert ("附件标题", INSERTED) in found
    assert ("附件表格行", INSERTED) in found
    kind = replace(NOTICE, blocks=(*NOTICE.blocks[:3], Paragraph(NOTICE.blocks[3].text), *NOTICE.blocks[4:]))
    assert rows(NOTICE, kind) == [("一级标题改为段落", "changed")]
