"""The page of all components, for those who build screens and for the tests; it exists only with DEBUG or in tests."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accidents.models import Level
from accountability.badges import MEASURE_STATES
from accountability.rules.measures import Measure
from foundation.common.actions import Action, TextInput
from foundation.common.text.date_format import SHANGHAI
from foundation.ui import forms
from foundation.ui.actions import ActionForm
from foundation.ui.confirm import Confirmation, confirmation_page
from foundation.ui.figures import Figure
from foundation.ui.timeline import (
    Event,
    FieldChange,
    Step,
    StepState,
)

ISSUE = Action(code="issue", label="印发", text=TextInput("印发说明"))
NOW = dt.datetime(2021, 3, 16, 9, 41, tzinfo=SHANGHAI)


class SampleForm(forms.BaseForm):
    """One field of each kind."""

    occurred_at = forms.LocalDateTimeField(label="发生时间")
    township = django_forms.ChoiceField(
        label="乡镇（街道）",
        choices=[("", ""), ("1", "马迹塘镇"), ("2", "桃花江镇"), ("3", "修山镇")],
        widget=forms.Lookup(initials=lambda value: {"1": "mjtz", "2": "thjz", "3": "xsz"}[value]),
    )
    kind = django_forms.ChoiceField(label="事故类型", choices=[("", "请选"), ("road", "道路运输"), ("fire", "火灾")])
    production = forms.SegmentedField(
        label="是否生产安全事故", choices=[("yes", "是"), ("no", "否"), ("pending", "待认定")]
    )
    deaths = forms.CountField(label="死亡")
    injuries = forms.CountField(label="重伤", help_text="含急性工业中毒", required=False)
    loss = forms.MoneyField(label="直接经济损失", name="损失")
    place = forms.LineField(label="详细地点", required=False)
    summary = forms.TextField(label="简要经过", help_text="快报 100 字以内，细节续报时补。")
    informed = django_forms.BooleanField(label="已告知县人民政府", required=False)


def look(request: HttpRequest) -> HttpResponse:
    """Every component once, with the samples' own cases."""
    empty = SampleForm(
        initial={"occurred_at": NOW.replace(hour=7, minute=50), "production": "yes", "township": "1", "deaths": 3}
    )
    wrong = SampleForm(
        {
            "wrong-occurred_at": "2021-02-30 07:50",
            "wrong-production": "yes",
            "wrong-deaths": "三",
            "wrong-loss": "1,20",
        },
        prefix="wrong",
    )
    context = _samples() | {"form": empty, "wrong": wrong if "errors" in request.GET else None}
    return render(request, "components/look.html", context)


def _samples() -> dict[str, Any]:
    return {
        "now": NOW,
        "levels": Level.values,
        "measures": Measure.values,
        "states": list(MEASURE_STATES),
        "line_figures": [
            Figure("已超时", 1, url="#late", is_bad=True),
            Figure("今日到期", 3, url="#today"),
            Figure("七日内到期", 5, url="#week"),
            Figure("退回待改", 1, url="#returned"),
            Figure("草稿", 2, url="#drafts"),
        ],
        "figures": [
            Figure("事故起数", 124, "起", "#", base=143, has_base=True),
            Figure("死亡人数", 131, "人", "#", base=154, has_base=True),
            Figure("直接经济损失", Decimal("5847.00"), "万元", "#", base=Decimal("7327.00"), has_base=True),
            Figure("较大及以上生产安全事故", 0, "起", note="全省为零的 5 个市州之一"),
            Figure("较大非生产安全事故", 7, "起", "#", note="涉 4 县，不计入左侧各数", is_marked=True),
        ],
        "clocks": [
            (NOW - dt.timedelta(hours=15, minutes=11), NOW - dt.timedelta(hours=39)),
            (NOW + dt.timedelta(minutes=44), NOW - dt.timedelta(minutes=76)),
            (NOW + dt.timedelta(hours=8, minutes=19), NOW - dt.timedelta(hours=9)),
            (NOW + dt.timedelta(days=2, hours=7), NOW - dt.timedelta(days=9)),
        ],
        "steps": [
            Step("起草", StepState.DONE, "3月12日"),
            Step("核稿", StepState.DONE, "3月13日"),
            Step("签发", StepState.NOW),
            Step("印发取号"),
            Step("签收"),
        ],
        "returned_steps": [Step("起草", StepState.BACK, "3月13日退回"), Step("核稿"), Step("签发")],
        "events": [
            Event("登记第 1 起", "1月14日 21:06", "桃江填报员", "不处理"),
            Event(
                "第 2 起数字更正",
                "8月19日",
                "综合协调科",
                changes=[FieldChange("失踪", "1", "0"), FieldChange("死亡", "2", "3")],
            ),
            Event("截至时刻", "12月31日 18:00", state="now", text="依据仍为 2 起"),
            Event("市局核实", "待办", state="next"),
        ],
        "panel_rows": [("3 人", "死亡", "larger"), ("1 人", "重伤", "ordinary"), ("—", "直接经济损失", "待改后判定")],
    }


def look_confirm(request: HttpRequest) -> HttpResponse:
    """The confirm page with a reason asked."""
    page = Confirmation(
        title="确认印发",
        scope="关于2021年2月一般生产安全事故的通报",
        happens=[
            "取得发文字号“益应急发〔2021〕12号”所在序列的下一号。",
            "印发日期写为今日，正文不能再改。",
            "排印版面并留存，可下载 PDF。",
        ],
        notified=["桃江县人民政府", "赫山区人民政府"],
        undo="不能撤回；有误的，另发更正或撤销的公文。",
        action="确认印发",
        back_url="/_look/",
    )
    return confirmation_page(request, page, ActionForm(action=ISSUE))
