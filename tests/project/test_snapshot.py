"""The comparison of two commits (`python -m stress.snapshot`), on made-up pages and dumps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stress.snapshot.__main__ import ACCEPTED, main
from stress.snapshot.comparing import Accepted, Difference, compare, line_differences, load_accepted
from stress.snapshot.drafts import fields_of
from stress.snapshot.names import load_names
from stress.snapshot.normalising import json_lines, page_lines, without_random
from stress.snapshot.pages import links_of, shape_of
from stress.snapshot.reporting import report
from stress.snapshot.visitors import Answer


def test_page_is_one_line_a_block_with_links_and_fields():
    html = """<html><head><title>事故</title><style>p {}</style></head><body class="x">
      <h1 id="a">事故  <small>809 起</small></h1><p>第一行<br>第二行</p>
      <a class="b" href="/accidents/">全部</a><script>let x = 1</script>
      <form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="abc">
      <input name="q" value="桃江" required></form></body></html>"""
    assert page_lines(html) == [
        "事故",
        "事故 809 起",
        "第一行",
        "第二行",
        "[→ /accidents/] 全部",
        "[form post ] [input name=q value=桃江 required]",
    ]


def test_layout_of_the_source_is_no_difference():
    assert page_lines("<div><p>一</p><p>二</p></div>") == page_lines("<div>\n  <p>\n    一</p>\n\n  <p >二</p>\n</div>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("草稿 CG-0123456789abcdef", "草稿 CG-<random>"),
        ("核验码 7K2M-PQ4R-0A9Z", "核验码 <check code>"),
        ("/static/css/portal.0123456789ab.css", "/static/css/portal.css"),
        ("编号 0123456789abcdef0123456789abcdef", "编号 <hash>"),
        ("代码 430922-2026-0007，日期 2026-11-27", "代码 430922-2026-0007，日期 2026-11-27"),
    ],
)
def test_only_what_is_random_is_replaced(text: str, expected: str):
    assert without_random(text) == expected


def test_json_is_one_line_a_value_without_numbers_of_items():
    content = {"results": [{"code": "A", "deaths": 1}, {"code": "B", "deaths": None}], "next": None, "empty": []}
    assert json_lines(content) == [
        "empty: []",
        "next: null",
        "results[].code: A",
        "results[].deaths: 1",
        "results[].code: B",
        "results[].deaths: null",
    ]


def test_links_of_this_portal_are_followed_but_no_file_and_no_logout():
    html = """<a href="?page=2">下一页</a><a href="/documents/1/document.pdf">PDF</a><a href="/logout/">退出</a>
      <a href="https://example.org/">别处</a><div hx-get="/messages/"></div>"""
    page = Answer(200, "text/html", "", html.encode())
    assert list(links_of("/accidents/", page)) == ["/accidents/?page=2", "/messages/"]
    assert list(links_of("/", Answer(302, "text/html", "/leader/", b""))) == ["/leader/"]


def test_addresses_that_differ_only_in_numbers_have_one_shape():
    assert (
        shape_of("/accidents/430922-2026-0007/?page=2") == shape_of("/accidents/CG-0a/?page=3") == "/accidents/#/?page"
    )
    assert shape_of("/accidents/new/") == "/accidents/new/?"


def test_form_is_sent_back_as_it_stands_with_a_text_where_one_is_missing():
    html = """<form><input name="version" type="hidden" value="3"><input name="d" type="checkbox" value="1" checked>
      <input name="d" type="checkbox" value="2"><input name="at" type="text"><textarea name="reason"></textarea>
      <select name="s"><option value="">请选</option><option value="yes">合格</option></select></form>"""
    sent = fields_of(html)
    assert sent == {
        "version": ["3"],
        "d": ["1"],
        "at": ["2026-11-20 09:00"],
        "reason": ["按登记的情况办理"],
        "s": ["yes"],
    }


def test_removed_added_and_moved_lines_are_told_apart():
    assert line_differences(["a", "b", "c", "d"], ["d", "a", "e", "c"]) == [("-", "b"), ("+", "e"), ("~", "d")]
    assert line_differences(["a", "a"], ["a"]) == [("-", "a")]


def test_entries_of_one_side_only_are_one_difference_each():
    found = compare({"pages": {"leader /old/": ["x", "y"]}}, {"pages": {"leader /new/": ["x"]}}).unexplained
    assert found == [
        Difference("pages", "leader /new/", "+", "(the whole entry)"),
        Difference("pages", "leader /old/", "-", "(the whole entry)"),
    ]


def test_accepted_differences_are_counted_and_idle_reasons_named():
    old, new = {"api": {"a": ["code: reason"]}}, {"api": {"a": ["code: reason_missing"], "b": ["1"]}}
    reasons = [
        Accepted("one name for a missing reason", sections=("api",), line="code: reason"),
        Accepted("never happens", entry="^nowhere"),
    ]
    done = compare(old, new, reasons)
    assert [found.entry for found in done.unexplained] == ["b"]
    assert [item.used for item in done.accepted] == [2, 0]
    text = report(done)
    assert "     2 one name for a missing reason" in text
    assert "explains nothing: never happens" in text
    assert "1 differences are not explained" in text


def test_reason_of_one_section_explains_no_other():
    done = compare({"rows": {"a": ["x"]}}, {"rows": {"a": ["y"]}}, [Accepted("pages only", sections=("pages",))])
    assert len(done.unexplained) == 2


@pytest.mark.parametrize(("new", "status"), [(["same"], 0), (["other"], 1)])
def test_command_ends_with_1_when_something_is_not_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], new: list[str], status: int
):
    for name, lines in (("old", ["same"]), ("new", new)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pages.json").write_text(json.dumps({"leader /": lines}))
    (tmp_path / "accepted.toml").write_text("")
    arguments = ["compare", str(tmp_path / "old"), str(tmp_path / "new"), "--accepted", str(tmp_path / "accepted.toml")]
    assert main(arguments) == status
    assert f"{2 * status} differences are not explained" in capsys.readouterr().out


def test_each_accepted_difference_has_a_reason_and_says_where():
    for item in load_accepted(ACCEPTED):
        assert len(item.reason) > 10
        assert item.entry or item.line, item.reason


def test_moved_tables_are_keyed_by_their_present_name():
    names = load_names()
    assert names.table("journal_event") == "audit_event"
    assert not set(names.keys) & set(names.tables)
    assert names.is_left_out("django_session")
    assert not names.is_left_out("audit_event")
