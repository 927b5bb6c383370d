"""What the confirm pages say before an act: what will happen, who is notified, whether it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from accidents.facts import AccidentInput, loss_of
from accidents.measure_previews import CARRIED_OUT, PreviewItem, previews_of
from accidents.models import Accident, AccidentRevision, Level
from accidents.rules import severity
from accidents.rules.diff import Difference
from accidents.rules.naming import place_of
from foundation.common.text import date_format
from foundation.organizations.selectors import city_bureau
from foundation.ui.confirm import Confirmation

_COUNTED = "规则和统计马上按这些数字计。"
_CITY_SEES = "市局收到“核实”待办。"


def _city_staff() -> str:
    """Return who at the city bureau gets the to-do."""
    return f"{city_bureau().name}综合协调人员"


def submission(accident: Accident, facts: AccidentInput) -> Confirmation:
    """Before a draft goes up to the city."""
    is_grave = accident.level != Level.ORDINARY
    happens = [
        *_facts(accident),
        "取得事故编号，登记为第 1 版（快报），发生时间、地点、伤亡不能再直接修改，只能续报、更正。",
        f"等级记为{accident.get_level_display()}事故。{_COUNTED}",
        _CITY_SEES,
        *_proposals(facts, accident.code),
    ]
    return Confirmation(
        title="提交上报",
        scope=f"{accident.name}　{accident.county.name}{accident.township or ''}",
        happens=happens,
        notified=[_city_staff(), *(["市局领导（较大及以上事故）"] if is_grave else [])],
        undo="不能撤回，也不能删除；有误的，用“更正”改，改动留痕。",
        action="确认上报",
        back_url=reverse("accidents:edit", args=[accident.code]),
    )


def resubmission(accident: Accident, facts: AccidentInput) -> Confirmation:
    """Before a returned accident goes up again."""
    return Confirmation(
        title="重新上报",
        scope=accident.name,
        happens=[
            f"改动记为第 {accident.revision_number + 1} 版（更正），以前各版保留。",
            f"状态由“退回待改”变为“已上报，待核实”。{_CITY_SEES}",
            *_proposals(facts, accident.code),
        ],
        notified=[_city_staff()],
        undo="不能撤回；再有误的，用“更正”改。",
        action="确认上报",
        back_url=reverse("accidents:edit", args=[accident.code]),
    )


def report(
    accident: Accident, kind: str, changes: tuple[Difference, ...], *, asks_again: bool, facts: AccidentInput
) -> Confirmation:
    """Before a 续报, 终报 or 更正; ``changes`` are listed one by one."""
    label = AccidentRevision.Kind(kind).label
    what = [f"{item.label}：{item.old} → {item.new}" for item in changes] or ["各项数字没有变化。"]
    happens = [*what, f"记为第 {accident.revision_number + 1} 版（{label}），以前各版保留。{_COUNTED}"]
    if asks_again:
        happens.append("改动涉及等级、性质、地点、主管部门或规定期限，须由市局重新核实，核实前有关公文不能印发。")
    return Confirmation(
        title=f"提交{label}",
        scope=accident.name,
        happens=[*happens, *_proposals(facts, accident.code)],
        notified=[_city_staff()] if asks_again or accident.status == "submitted" else [],
        undo="不能撤回；有误的，再报一次更正。",
        action=f"确认提交{label}",
        back_url=accident.get_absolute_url(),
    )


def verification(accident: Accident) -> Confirmation:
    """Before the city confirms the newest revision."""
    month = f"{accident.counted_on.year}年{accident.counted_on.month}月" if accident.counted_on else ""
    return Confirmation(
        title="核实事故",
        scope=accident.name,
        happens=[
            f"第 {accident.revision_number} 版的性质、等级、地点、主管部门得到确认，状态变为“已核实”。",
            f"计入 {month}统计。依据它起草的公文可以印发。",
        ],
        notified=_writers(accident),
        undo="可以退回；县局再改动等级、性质、地点、主管部门时，要重新核实。",
        action="确认核实",
        back_url=accident.get_absolute_url(),
        back_label="返回事故",
    )


def returning(accident: Accident) -> Confirmation:
    """Before the city gives it back."""
    return Confirmation(
        title="退回事故",
        scope=accident.name,
        happens=[
            "状态变为“退回待改”，县局收到待办和退回原因。",
            "退回期间事故仍在册，照常计入统计；依据它的公文不能印发。",
        ],
        notified=[f"{accident.county.name}应急管理局填报人员", *_writers(accident)],
        undo="不能撤回；县局改后重新上报即可再核实。",
        action="确认退回",
        back_url=accident.get_absolute_url(),
        back_label="返回事故",
        is_danger=True,
    )


def deletion(accident: Accident) -> Confirmation:
    """Before an author throws a draft away."""
    return Confirmation(
        title="删除草稿",
        scope=accident.name or accident.draft_code,
        happens=["草稿和已传的附件一起移到“已删除”，县局的上报待办随之取消。", "满 30 日仍未恢复的，自动清除。"],
        undo="删除草稿后 30 日内可在事故列表的“已删除”里恢复，只有填写人自己看得到。",
        action="确认删除",
        back_url=reverse("accidents:edit", args=[accident.code]),
        is_danger=True,
    )


def restoring(accident: Accident) -> Confirmation:
    """Before an author takes a deleted draft back."""
    assert accident.deleted_at is not None
    assert accident.kept_until is not None
    deleted = (
        f"{date_format.full_moment(accident.deleted_at)} 删除，保留到{date_format.full_day(accident.kept_until)} 24:00"
    )
    return Confirmation(
        title="恢复草稿",
        scope=str(accident),
        details=[Detail("删除时间", deleted), Detail("草稿内容", "".join(_facts(accident)))],
        happens=["草稿和附件回到“草稿”，可以接着填。", "县局重新收到上报待办，时限仍从接报起算。"],
        undo="可以再次删除。",
        action="确认恢复",
        back_url=f"{reverse('accidents:list')}?status=deleted",
        back_label="返回列表",
    )


@dataclass(frozen=True)
class Detail:
    """Something to know before deciding."""

    label: str
    words: str


def _facts(accident: Accident) -> list[str]:
    """When, where, who and the figures that go up, so that the writer reads them once more."""
    divisions = [str(part) for part in (accident.county, accident.township, accident.village) if part]
    place = place_of(accident.location, *divisions)
    people = [
        f"{label} {count} 人"
        for label, count in (
            ("死亡", accident.deaths),
            ("失踪", accident.missing),
            ("重伤", accident.serious_injuries),
            ("急性工业中毒", accident.acute_poisonings),
            ("轻伤", accident.minor_injuries),
        )
        if count or label == "死亡"
    ]
    when = f"发生时间：{date_format.full_moment(accident.occurred_at)}。" if accident.occurred_at else ""
    kind = f"{accident.sector or '未填'}，{accident.get_production_display()}"
    unit = f"，{accident.enterprise_name}" if accident.enterprise_name else ""
    return [
        f"{when}地点：{place}。",
        f"行业领域：{kind}{unit}。",
        f"上报数字：{'，'.join(people)}，{_loss(accident)}。",
    ]


def _loss(accident: Accident) -> str:
    loss = loss_of(accident)
    return "直接经济损失未填，续报时补" if loss is None else f"直接经济损失 {severity.plain(loss)} 万元"


def _writers(accident: Accident) -> list[str]:
    people = {person.pk: f"{person.name}" for person in (accident.drafted_by, accident.registered_by) if person}
    return list(people.values())


def _proposals(facts: AccidentInput, code: str) -> list[str]:
    """What the rules would propose, and what was already issued and therefore stays."""
    items = previews_of(facts, code)
    to_propose = _in_words(item for item in items if item.note != CARRIED_OUT)
    issued = _in_words(item for item in items if item.note == CARRIED_OUT)
    lines = []
    if to_propose:
        lines.append(f"按现行规则将拟处理：{to_propose}。由市局核实后决定。")
    if issued:
        lines.append(f"已印发的处理决定不变：{issued}。")
    return lines


def _in_words(items: Iterable[PreviewItem]) -> str:
    return "；".join(f"{item.label}（{item.recipients}）" for item in items)
