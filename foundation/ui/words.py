"""The Chinese words of the codes every page shows."""

LEVELS = {"extraordinary": "特别重大", "major": "重大", "larger": "较大", "ordinary": "一般"}
PRODUCTION = {"yes": "生产", "no": "非生产", "pending": "待认定"}
MEASURES = {
    "notice": "通报",
    "interview": "约谈",
    "yellow_card": "黄牌警告",
    "veto": "一票否决",
    "supervision_listing": "挂牌督办",
}
#: A measure's look by the state of its decision: (class, word after the badge).
MEASURE_STATES = {
    "": ("", ""),
    "in_force": ("", ""),
    "proposed": ("measure-proposed", "拟"),
    "lifted": ("measure-over", "已解除"),
    "expired": ("measure-over", "已期满"),
    "revoked": ("measure-over", "已撤销"),
    "declined": ("measure-over", "不予处理"),
    "lapsed": ("measure-over", "条件已不成立"),
}
MESSAGE_WORDS = {"success": "已办", "info": "提示", "warning": "注意", "error": "未办"}
MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "bad"}
