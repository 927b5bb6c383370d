from django.db import models

from foundation.audit.history import track_rows
from foundation.common.querysets import ReferenceQuerySet


class Division(models.Model):
    """A place in the tree of administrative divisions; the code's prefix is the path (4309 → 430902 → 430902005)."""

    class Level(models.TextChoices):
        CITY = "city", "市"
        COUNTY = "county", "区县（市）"
        TOWNSHIP = "township", "乡镇（街道）"
        VILLAGE = "village", "村（社区）"

    #: The ``kind`` of an area named after the body that has it in its charge: 南湾湖管理处.
    BODY_KIND = "管理机构"
    #: The ``kind`` of an area at county level that a 管理委员会 governs.
    MANAGED_AREA_KIND = "管理区"

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    map_name = models.CharField("图上名称", max_length=10, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    kind = models.CharField("类别", max_length=20, blank=True)
    parent = models.ForeignKey("self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT)
    name_key = models.CharField("拼音", max_length=200)
    initials = models.CharField("拼音首字母", max_length=60, db_index=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", verbose_name="继任区划", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "行政区划"
        verbose_name_plural = "行政区划"
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "code"], name="division_level_idx")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_named_after_body(self) -> bool:
        """Whether the name is that of the body that has the area in its charge, not of a place."""
        return self.kind == self.BODY_KIND

    @property
    def is_managed_area(self) -> bool:
        """Whether a 管理委员会 governs the area, not a 人民政府."""
        return self.kind == self.MANAGED_AREA_KIND


@track_rows()
class Organization(models.Model):
    """A public body that drafts or receives documents, is charged with accidents, or supervises a sector."""

    class Kind(models.TextChoices):
        CITY_BUREAU = "city_bureau", "市应急管理局"
        BUREAU_SECTION = "bureau_section", "市局科室"
        BUREAU_UNIT = "bureau_unit", "市局二级机构"
        SAFETY_COMMITTEE = "safety_committee", "市安委会"
        COMMITTEE_OFFICE = "committee_office", "市安委办"
        CITY_DEPARTMENT = "city_department", "市直部门"
        COUNTY_GOVERNMENT = "county_government", "区县（市）人民政府、管委会"
        COUNTY_BUREAU = "county_bureau", "区县（市）应急管理局"
        COUNTY_DEPARTMENT = "county_department", "区县（市）主管部门"
        TOWNSHIP_GOVERNMENT = "township_government", "乡镇人民政府、街道办事处"

    #: The offices of the city bureau and of the city's safety committee.
    CITY_OFFICES = frozenset(
        {Kind.CITY_BUREAU, Kind.BUREAU_SECTION, Kind.BUREAU_UNIT, Kind.SAFETY_COMMITTEE, Kind.COMMITTEE_OFFICE}
    )

    code = models.CharField("机构代码", max_length=40, unique=True)
    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=60)
    kind = models.CharField("类别", max_length=30, choices=Kind.choices)
    division = models.ForeignKey(Division, verbose_name="所在区划", on_delete=models.PROTECT)
    parent = models.ForeignKey("self", verbose_name="上级机构", null=True, blank=True, on_delete=models.PROTECT)
    function = models.CharField("职能", max_length=30, blank=True)
    is_supervising = models.BooleanField("可作主管部门", default=False)
    received_by = models.ForeignKey(
        "self", verbose_name="代收单位", null=True, blank=True, on_delete=models.PROTECT, related_name="receives_for"
    )
    needs_confirmation = models.BooleanField("待市局确认", default=False)
    basis = models.CharField("名称依据", max_length=200, blank=True)
    is_active = models.BooleanField("在用", default=True)
    name_key = models.CharField("拼音", max_length=300)
    initials = models.CharField("拼音首字母", max_length=100, db_index=True)
    order = models.PositiveIntegerField("排序", default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ["division_id", "order", "name_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "kind"],
                condition=models.Q(
                    kind__in=["county_government", "township_government", "county_bureau"], is_active=True
                ),
                name="organization_one_government",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """行业领域; none is bound to production or non-production.

    ``event_word`` is how the name of an accident says where it belongs, when its type does not say what happened.
    """

    code = models.CharField("代码", max_length=30, primary_key=True)
    name = models.CharField("名称", max_length=40, unique=True)
    event_word = models.CharField("事故名称用词", max_length=40, blank=True)
    order = models.PositiveIntegerField("排序")
    department_function = models.CharField("通常主管部门职能", max_length=30, blank=True)
    is_road_traffic = models.BooleanField("道路交通", default=False)
    is_fire = models.BooleanField("火灾", default=False)
    needs_confirmation = models.BooleanField("待市局确认", default=False)
    is_active = models.BooleanField("在用", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "行业领域"
        verbose_name_plural = "行业领域"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name
