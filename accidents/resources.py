"""The spreadsheet of accidents: exactly the columns that the import reads, so that a file out goes in unchanged."""

from __future__ import annotations

from typing import Any

from import_export import fields, resources

from accidents.models import Accident, Production
from foundation.common import clock

NO_DEPARTMENT = "无主管部门"


def _column(label: str, attribute: str) -> Any:
    return fields.Field(column_name=label, attribute=attribute)


class AccidentResource(resources.Resource):
    """Rows of the register; values keep their types, so that numbers and times are numbers and times in the file."""

    code = _column("事故编号", "code")
    name = _column("事故名称", "name")
    occurred_at = _column("发生时间", "occurred_at")
    county = _column("县区", "county__name")
    township = _column("乡镇", "township__name")
    village = _column("村社区", "village__name")
    location = _column("详细地点", "location")
    production = _column("是否生产安全事故", "production")
    sector = _column("行业领域", "sector__name")
    accident_type = _column("事故类型", "accident_type__name")
    supervising_department = _column("主管部门", "supervising_department__name")
    enterprise_name = _column("单位名称", "enterprise_name")
    enterprise_credit_code = _column("统一社会信用代码", "enterprise_credit_code")
    deaths = _column("死亡人数", "deaths")
    missing = _column("失踪人数", "missing")
    serious_injuries = _column("重伤人数", "serious_injuries")
    minor_injuries = _column("轻伤人数", "minor_injuries")
    direct_loss = _column("直接经济损失(万元)", "direct_loss")
    known_at = _column("接报时间", "known_at")
    reported_at = _column("上报时间", "reported_at")
    summary = _column("事故经过", "summary")
    backfill_reason = _column("补录原因", "backfill_reason")
    acute_poisonings = _column("急性工业中毒人数", "acute_poisonings")
    missing_presumed_dead = _column("失踪推定死亡", "missing_presumed_dead")
    longitude = _column("经度", "longitude")
    latitude = _column("纬度", "latitude")
    casualty_changed_on = _column("死亡等变化日期", "casualty_changed_on")
    external_number = _column("直报系统编号", "external_number")

    def header(self) -> list[str]:
        """The first row of the sheet."""
        return [str(field.column_name) for field in self.get_export_fields()]

    def line(self, accident: Accident) -> list[Any]:
        """One row, in the order of ``header``; times in Asia/Shanghai."""
        return [self._value(field, accident) for field in self.get_export_fields()]

    def _value(self, field: Any, accident: Accident) -> Any:
        if field.attribute == "production":
            return Production(accident.production).answer
        if field.attribute == "supervising_department__name" and accident.has_no_department:
            return NO_DEPARTMENT
        value = field.get_value(accident)
        return clock.local(value) if hasattr(value, "tzinfo") else value
