"""Kinds of invented accidents: sector, type in both editions of the classification, who and what was involved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of accident.

    ``types`` are its names in GB/T 6441-1986 and GB 6441-2025; ``unit`` is the enterprise's name after the county's;
    ``places`` and ``stories`` describe where in the village it happened and what happened.
    """

    sector: str
    weight: int
    types: tuple[str, str]
    unit: str
    places: tuple[str, ...]
    stories: tuple[str, ...]

    @property
    def at_night(self) -> bool:
        """Return whether it happens at any hour; work is done by day."""
        return self.sector in _AT_ANY_HOUR


_AT_ANY_HOUR = frozenset({"road_transport", "private_traffic", "business_fire", "residential_fire", "gas_poisoning"})

INSIDE = {
    kind.sector: kind
    for kind in (
        Kind(
            "road_transport",
            42,
            ("车辆伤害", "道路（轨道）车辆致害"),
            "某货运服务部",
            ("县道弯道处", "国道交叉路口", "乡道会车路段", "省道集镇路段"),
            (
                "一辆重型自卸货车下坡转弯时与对向行驶的两轮摩托车相撞，摩托车驾乘人员受伤，送医途中或抢救后死亡。",
                "一辆轻型厢式货车雨天行驶时侧滑，撞上路边行人。",
                "一辆农村客运班车避让电动车时驶出路面，侧翻在路边水田。",
                "一辆载石料货车倒车时未确认后方情况，碾压路边作业人员。",
            ),
        ),
        Kind(
            "construction",
            17,
            ("高处坠落", "高处坠落"),
            "某建筑劳务有限公司",
            ("在建住宅工地", "标准厂房工地", "安置房工地"),
            (
                "工人在外脚手架上拆除模板时未系挂安全带，坠落至地面。",
                "工人在卸料平台搬运钢管时踏空坠落。",
                "塔吊司索工站位不当，从楼层临边坠落，现场防护栏已拆未恢复。",
            ),
        ),
        Kind(
            "industry_trade",
            13,
            ("机械伤害", "机械致害"),
            "某竹木制品厂",
            ("生产车间", "竹材加工车间", "成品仓库旁"),
            (
                "工人清理运转中的破碎机进料口时被卷入。",
                "维修工检修输送带未断电挂牌，设备被误启动。",
                "叉车在仓库内转弯时挤压作业人员。",
            ),
        ),
        Kind(
            "farm_machinery",
            7,
            ("其他伤害", "其他事故"),
            "某农机服务合作社",
            ("机耕道", "晒谷场旁"),
            ("驾驶人操作旋耕机上田埂时机具后翻。", "收割机转场通过机耕道时侧翻。"),
        ),
        Kind(
            "engineering",
            5,
            ("坍塌", "坍塌"),
            "某工程建设有限公司",
            ("农村公路改造工地", "渠道整治工地"),
            ("沟槽开挖未按方案放坡，侧壁土方坍塌掩埋作业人员。", "挡土墙基坑边坡失稳，作业人员被埋压。"),
        ),
        Kind(
            "metal_mine",
            3,
            ("物体打击", "物体打击"),
            "某采石场",
            ("采石场作业面",),
            ("作业人员在未清理浮石的坡面下方作业，被滚落石块击中。",),
        ),
        Kind(
            "water_transport",
            3,
            ("淹溺", "淹溺"),
            "某砂石运输船队",
            ("码头水域",),
            ("船员在船舷行走时失足落水，未穿救生衣。",),
        ),
        Kind(
            "special_equipment",
            2,
            ("起重伤害", "起重致害"),
            "某机械厂",
            ("装配车间",),
            ("起吊构件时吊索脱钩，构件坠落砸中指挥人员。",),
        ),
        Kind(
            "business_fire",
            3,
            ("火灾", "火灾"),
            "某日杂商行",
            ("集镇商铺", "仓储点"),
            ("商铺夜间电气线路短路引燃堆放货物。",),
        ),
        Kind(
            "commerce",
            2,
            ("触电", "触电"),
            "某农贸市场",
            ("集镇农贸市场",),
            ("经营户雨天私接临时用电，线路破损漏电。",),
        ),
        Kind(
            "forestry",
            2,
            ("物体打击", "物体打击"),
            "某竹木采运队",
            ("采伐山场",),
            ("采伐作业时倒树方向判断失误，砸中作业人员。",),
        ),
        Kind(
            "fireworks",
            1,
            ("火药爆炸", "烟花爆竹爆炸"),
            "某烟花爆竹零售店",
            ("零售门店后院",),
            ("店主违规拆装产品时引燃。",),
        ),
    )
}

OUTSIDE = {
    kind.sector: kind
    for kind in (
        Kind(
            "private_traffic",
            8,
            ("其他伤害", "其他事故"),
            "",
            ("村道", "乡道路口"),
            ("一辆小型客车与行人发生碰撞。", "一辆两轮电动车驶出路面坠入路边水渠。"),
        ),
        Kind(
            "residential_fire",
            5,
            ("火灾", "火灾"),
            "",
            ("村民住宅",),
            ("村民烤火取暖时被褥引燃，住宅起火。", "住宅电气线路老化起火。"),
        ),
        Kind(
            "drowning",
            4,
            ("淹溺", "淹溺"),
            "",
            ("河道边", "山塘"),
            ("村民在河边洗涤时滑入水中。", "未成年人在山塘边玩耍时溺水。"),
        ),
        Kind(
            "gas_poisoning",
            3,
            ("中毒和窒息", "中毒"),
            "",
            ("村民住宅",),
            ("村民在密闭房间燃煤取暖，一氧化碳中毒。",),
        ),
        Kind(
            "self_built_house",
            2,
            ("坍塌", "坍塌"),
            "",
            ("自建房工地",),
            ("村民自建房拆除旧墙时墙体倒塌。",),
        ),
    )
}

#: Invented 较大 accidents outside production: several members of a household at once.
GRAVE_OUTSIDE = (
    Kind(
        "residential_fire",
        1,
        ("火灾", "火灾"),
        "",
        ("村民住宅",),
        ("住宅电气线路老化起火，一家人未能及时逃生。",),
    ),
    Kind(
        "gas_poisoning",
        1,
        ("中毒和窒息", "中毒"),
        "",
        ("村民住宅",),
        ("一家人在密闭房间燃煤取暖，一氧化碳中毒。",),
    ),
)

#: A 较大 accident of which only place and day are known.
UNKNOWN = Kind(
    "other_civil",
    0,
    ("其他伤害", "其他事故"),
    "",
    ("具体位置待市局确认",),
    ("演示数据，细节待市局确认：死亡人数、经过、行业领域和主管部门均为演示所设。",),
)
