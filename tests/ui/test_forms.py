"""Fields, their rendering, their messages."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms as django_forms

from foundation.common.errors import DomainError
from foundation.common.text.date_format import SHANGHAI
from foundation.ui import forms


class Accident(forms.BaseForm):
    occurred_at = forms.LocalDateTimeField(label="发生时间")
    counted_on = forms.LocalDateField(label="计入日期", required=False)
    production = forms.SegmentedField(label="是否生产安全事故", choices=[("yes", "是"), ("no", "否")])
    kind = django_forms.ChoiceField(label="事故类型", choices=[("road", "道路运输")])
    deaths = forms.CountField(label="死亡")
    injuries = forms.CountField(label="重伤", required=False, help_text="含急性工业中毒")
    loss = forms.MoneyField(label="直接经济损失", name="损失", required=False)
    place = forms.LineField(label="详细地点", max_length=20)
    scan = django_forms.FileField(label="附件", required=False)
    told = django_forms.BooleanField(label="已告知", required=False)


RIGHT = {
    "occurred_at": "2021年3月16日7时50分",
    "production": "yes",
    "kind": "road",
    "deaths": "３人",
    "loss": "1,200万元",
    "place": ' 省道"Ｓ２２５"　线 ',
}


def test_what_was_typed_becomes_values():
    form = Accident(RIGHT)
    assert form.is_valid(), form.errors
    values = form.cleaned_data
    assert values["occurred_at"] == dt.datetime(2021, 3, 16, 7, 50, tzinfo=SHANGHAI)
    assert (values["deaths"], values["injuries"], values["loss"]) == (3, 0, Decimal("1200.00"))
    assert values["place"] == "省道“S225” 线"
    assert values["counted_on"] is None


def test_blank_money_is_unknown_not_zero():
    form = Accident(RIGHT | {"loss": ""})
    assert form.is_valid()
    assert form.cleaned_data["loss"] is None


def test_messages_say_what_to_write():
    form = Accident({"kind": "sea", "loss": "1,20", "deaths": "三"})
    assert not form.is_valid()
    messages = {name: errors[0] for name, errors in form.errors.items()}
    assert messages == {
        "occurred_at": "请填发生时间。",
        "production": "请选是否生产安全事故。",
        "kind": "事故类型没有这一项，请重选。",
        "deaths": "死亡请用数字写，如“3”。",
        "loss": "损失写成“120”还是“1,200”？请改。",
        "place": "请填详细地点。",
    }


def test_a_message_of_the_author_stays():
    class Own(forms.BaseForm):
        township = django_forms.CharField(label="乡镇", error_messages={"required": "请选乡镇（街道）。"})

    form = Own({})
    assert form.errors["township"] == ["请选乡镇（街道）。"]


def test_what_was_typed_is_kept_and_marked():
    html = str(Accident(RIGHT | {"loss": "1,20"}))
    assert 'value="1,20"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_loss_error"' in html
    assert 'id="id_loss_error"' in html
    assert '<a href="#id_loss">直接经济损失</a>' in html
    assert "还有 1 处待改" in html


def test_labels_units_and_blank_marks():
    html = str(Accident())
    assert '<label for="id_deaths">死亡</label>' in html
    assert '<label for="id_injuries">重伤<span class="field-blank">可空</span></label>' in html
    assert '<span class="field-unit">万元</span>' in html
    assert 'id="id_injuries_helptext"' in html
    assert "required" not in html
    assert "待改" not in html
    assert html.count('type="radio"') == 2
    assert "<legend>是否生产安全事故</legend>" in html


def test_values_are_shown_as_they_are_typed():
    html = str(
        Accident(initial={"occurred_at": dt.datetime(2021, 3, 15, 23, 50, tzinfo=dt.UTC), "loss": Decimal("1200.50")})
    )
    assert 'value="2021-03-16 07:50"' in html
    assert 'value="1200.5"' in html


def test_an_error_of_a_service_is_shown_beside_its_field():
    form = Accident(RIGHT)
    form.add_domain_error(DomainError("wrong", "有两处不对。", {"deaths": "死亡与经过不符。", "other": "另有一处。"}))
    assert form.errors["deaths"] == ["死亡与经过不符。"]
    assert form.non_field_errors() == ["另有一处。"]
    general = Accident(RIGHT)
    general.add_domain_error(DomainError("wrong", "本月已经关账。"))
    assert general.non_field_errors() == ["本月已经关账。"]
    assert "本月已经关账。" in str(general)


@pytest.mark.django_db
def test_a_lookup_knows_initials_and_what_each_option_lies_under(city):
    from foundation.organizations.models import Division

    class Place(forms.BaseForm):
        village = forms.DivisionField(
            Division.objects.filter(level="village", code__startswith="430922"),
            label="村（社区）",
            parent="township",
            under=lambda village: village.parent_id,
        )

    form = Place()
    html = str(form["village"])
    village = Division.objects.filter(level="village", code__startswith="430922").first()
    assert f'data-under="{village.parent_id}"' in html
    assert f'data-initials="{village.initials}"' in html
    assert 'data-lookup-parent="township"' in html
    assert not Place({"village": "430903001001"}).is_valid()
    chosen = Place({"village": village.pk})
    assert chosen.is_valid()
    assert chosen.cleaned_data["village"] == village


def test_no_markup_of_others_gets_through():
    html = str(Accident(RIGHT | {"place": "<script>x</script>" * 3}))
    assert "<script>" not in html
