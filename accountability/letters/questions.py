"""What is asked of the officer before a letter on decisions is drafted, by measure or purpose."""

from __future__ import annotations

from accountability.models import FollowUpLetter
from accountability.rules.measures import Measure
from documents.correspondence.details import DAY, MOMENT, TEXT, Question
from documents.correspondence.questions import ACCEPTANCE, CONTACT, SUPERVISION, URGING

P = FollowUpLetter.Purpose
#: 安委〔2018〕2号 asks the unit that is summoned for these materials.
INTERVIEW_MATERIALS = "事故基本情况、原因分析、主要教训和整改措施"

_QUESTIONS: dict[str, tuple[Question, ...]] = {
    Measure.INTERVIEW: (
        Question("at", "约谈时间", MOMENT),
        Question("place", "约谈地点"),
        Question("chair", "主持人", help="写职务和姓名。"),
        Question("attendees", "到场人员", help="例如：县人民政府主要负责人、分管负责人，镇人民政府主要负责人。"),
        Question("papers", "书面材料", help="缺省各项见《安全生产约谈实施办法（试行）》（安委〔2018〕2号）。"),
        *CONTACT,
    ),
    P.INTERVIEW_MINUTES: (
        Question("at", "约谈时间", MOMENT),
        Question("place", "约谈地点"),
        Question("chair", "主持人"),
        Question("present", "出席人员"),
        Question("listening", "列席人员", help="没有的不填。"),
        Question("absent", "请假人员", help="没有的不填。"),
        Question("statement", "被约谈单位汇报", TEXT, "每段一行。"),
        Question("opinions", "约谈意见", TEXT, "每条一行，自动编号。"),
        Question("report_by", "整改报告期限", DAY),
    ),
    P.VETO_REQUEST: (
        Question("effect", "否决的后果", TEXT, "写明出处；依据现行是否有效请核对，不写的不填。"),
        *CONTACT,
    ),
    P.SUPERVISION: SUPERVISION,
    P.URGING: URGING,
    P.ACCEPTANCE: ACCEPTANCE,
    P.REVOCATION: (
        Question("approval_number", "市委、市政府批准文号", help="撤销一票否决的必填，其他不填。"),
        Question("approved_on", "批准日期", DAY, "撤销一票否决的必填，其他不填。"),
    ),
}


def questions_of(purpose: str) -> tuple[Question, ...]:
    """Return the questions of a measure (``Measure``) or of a follow-up letter (``FollowUpLetter.Purpose``)."""
    return _QUESTIONS.get(purpose, ())
