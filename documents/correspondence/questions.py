"""Questions of letters that any app may write: 督办函, 催办函, 整改验收意见."""

from __future__ import annotations

from documents.correspondence.details import DAY, FINDINGS, TEXT, Question

#: Whom the recipient may ask; written at the end of the letter or in its note.
CONTACT = (
    Question("contact", "联系人"),
    Question("phone", "联系电话"),
)
SUPERVISION = (
    Question("matters", "督办事项", TEXT, "每项一行，自动编号。"),
    Question("report_by", "办结期限", DAY),
    *CONTACT,
)
URGING = (Question("report_by", "报送期限", DAY), *CONTACT)
ACCEPTANCE = (
    Question("inspected_on", "验收日期", DAY),
    Question("inspectors", "验收人员", help="没有的不填。"),
    Question("findings", "验收事项", FINDINGS),
    Question("report_by", "再次整改期限", DAY, "全部合格的不填。"),
)
