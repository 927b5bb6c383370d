"""Forbidden attempts: every action's URL, the permission it needs, and its object."""

from __future__ import annotations

from typing import Any

from tests.project.portal_runner import Portal

ROLES = {
    "clerk": "county_taojiang", "county_leader": "leader_taojiang", "township": "town_majitang",
    "department": "dept_taojiang_housing", "officer": "officer", "reviewer": "reviewer", "leader": "leader",
    "auditor": "auditor", "sysadmin": "sysadmin", "secadmin": "secadmin",
}  # fmt: skip
REASON = {"reason": "越权试验", "note": "越权试验", "version": "1"}

# URL, permission, posted data. The words in braces are read from the database (OBJECTS).
FORMS: list[tuple[str, str, dict[str, Any]]] = [
    ("/accidents/new/", "accident.draft", {"do": "save", "location": "越权试验", "township": "430922115"}),
    ("/accidents/quick/", "accident.draft", {"do": "save", "location": "越权试验", "township": "430922115"}),
    ("/accidents/autosave/", "accident.draft", {"location": "越权试验", "township": "430922115"}),
    ("/accidents/level/", "accident.draft", {"deaths": "1"}),
    ("/accidents/{draft}/edit/", "accident.draft", {"do": "save", "location": "越权试验"}),
    ("/accidents/{draft}/submit/", "accident.submit", REASON),
    ("/accidents/{draft}/delete/", "accident.draft", REASON),
    ("/accidents/{draft}/full/", "accident.draft", {"location": "越权试验"}),
    ("/accidents/{draft}/restore/", "accident.draft", REASON),
    ("/accidents/{submitted}/verify/", "accident.verify", REASON),
    ("/accidents/{submitted}/return/", "accident.return", REASON),
    ("/accidents/{verified}/report/", "accident.correct", {"kind": "correction", "deaths": "9", "do": "confirmed"}),
    ("/accidents/{verified}/files/", "accident.correct", REASON),
    ("/accidents/{verified}/files/{file}/remove/", "accident.correct", REASON),
    ("/downloads/{job}/cancel/", "job.export", REASON),
    ("/downloads/{job}/retry/", "job.export", REASON),
    ("/decisions/{proposed}/approve/", "decision.approve", REASON),
    ("/decisions/{proposed}/decline/", "decision.decline", REASON),
    ("/decisions/{proposed}/send-back/", "decision.send_back", REASON),
    ("/decisions/{proposed}/confirm/", "decision.confirm", REASON),
    (
        "/decisions/{expected}/province/",
        "decision.record_province",
        {**REASON, "document_number": "湘安办发〔2026〕1号"},
    ),
    ("/decisions/{proposed}/draft/", "decision.draft_letter", {"decisions": "{proposed}"}),
    (
        "/decisions/{in_force}/further/revocation/",
        "decision.draft_letter",
        {"decisions": "{in_force}", "reason": "越权试验"},
    ),
    ("/letters/{letter}/rewrite/", "decision.draft_letter", REASON),
    ("/letters/{letter}/details/", "decision.draft_letter", REASON),
    ("/further-letters/{further}/rewrite/", "decision.draft_letter", REASON),
    ("/further-letters/{further}/details/", "decision.draft_letter", {**REASON, "matters": "越权试验"}),
    (
        "/further-letters/{further}/approval/",
        "decision.record_approval",
        {**REASON, "answer": "yes", "number": "益办复〔2026〕1号", "day": "2026-01-05"},
    ),
    (
        "/documents/new/",
        "document.draft",
        {"kind": "circular", "title": "关于越权试验的通知", "text": "越权试验。", "main": "{unit}"},
    ),
    ("/documents/paste/", "document.draft", {"text": "越权试验"}),
    ("/documents/{open}/preview/", "document.draft", {"title": "越权试验"}),
    ("/documents/{open}/working-copy/", "document.draft", {"title": "越权试验", "version": "1", "page": "0" * 36}),
    ("/documents/{open}/working-copy/discard/", "document.draft", REASON),
    ("/documents/{begun}/recipients/", "document.draft", {"version": "1", "main": "{unit}"}),
    ("/documents/{begun}/versions/{kept}/restore/", "document.draft", {"version": "2"}),
    ("/documents/{open}/edit/", "document.draft", {"title": "越权试验", "act": "save"}),
    ("/documents/{open}/submit/", "document.draft", REASON),
    ("/documents/{open}/withdraw/", "document.draft", REASON),
    ("/documents/{reviewing}/pass/", "document.review", REASON),
    ("/documents/{reviewing}/return/", "document.return", REASON),
    ("/documents/{reviewed}/sign/", "document.sign", REASON),
    ("/documents/{signed}/issue/", "document.issue", REASON),
    ("/documents/{signed}/void/", "document.issue", REASON),
    ("/documents/{issued}/revocation/", "document.draft", REASON),
    ("/documents/{issued}/acknowledge/{receipt}/", "document.acknowledge", REASON),
    ("/documents/{issued}/acknowledge/{receipt}/paper/", "document.acknowledge_paper", {**REASON, "signer": "某人"}),
    ("/documents/{issued}/reply/{receipt}/", "document.reply", {**REASON, "text": "越权试验"}),
    ("/documents/{issued}/reply/{receipt}/paper/", "document.reply_paper", {**REASON, "text": "越权试验"}),
    ("/documents/{issued}/remind/", "document.draft", REASON),
    ("/documents/{open}/countersign/ask/", "document.draft", {**REASON, "organization": "1"}),
    ("/documents/{open}/countersign/{asked}/", "document.countersign", {**REASON, "opinion": "agreed"}),
    ("/documents/{open}/countersign/{asked}/withdraw/", "document.draft", REASON),
    (
        "/documents/register/reserve/",
        "document.reserve_number",
        {**REASON, "series": "bureau-document", "year": "2026"},
    ),
    ("/documents/register/{reserved}/void/", "document.reserve_number", REASON),
    ("/system/series/{series}/", "reference.manage", {"agency_code": "越权", "form": "letter"}),
    ("/system/series/kinds/{kind}/", "reference.manage", {"label": "越权", "series": "bureau-document"}),
    ("/system/users/new/", "user.manage", {"username": "intruder", "name": "越权", "roles": "leader"}),
    ("/system/users/{user}/edit/", "user.manage", {"name": "越权"}),
    ("/system/users/{user}/disable/", "user.manage", REASON),
    ("/system/users/{user}/reset/", "user.manage", REASON),
    ("/system/users/{user}/enable/", "user.manage", REASON),
    ("/system/users/{user}/unlock/", "user.manage", REASON),
    ("/system/users/{user}/appoint/", "user.manage", REASON),
    ("/system/sessions/{login}/end/", "session.manage", REASON),
    ("/system/users/{user}/roles/", "user.roles", {"roles": ["leader", "sysadmin"]}),
    ("/system/organizations/new/", "organization.manage", {"name": "越权"}),
    ("/system/organizations/430922-housing/", "organization.manage", {"name": "越权"}),
    ("/system/organizations/430922-housing/close/", "organization.manage", REASON),
    ("/system/organizations/430922-housing/reopen/", "organization.manage", REASON),
    ("/system/holidays/", "reference.manage", {"day": "2026-12-31", "name": "越权"}),
    ("/system/holidays/{holiday}/remove/", "reference.manage", REASON),
    ("/system/dictionaries/deadlines/{deadline}/", "reference.manage", {"working_days": "99", "basis": "越权"}),
    ("/system/dictionaries/sectors/construction/", "reference.manage", {"name": "越权"}),
]


PAPER = {"organization": "430922-housing", "on": "2026-01-05", "signer": "某人", "no_scan_reason": "越权"}


def _document_acts(
    resource: str, draft: str, reviewing: str, signed: str, issued: str, *, is_rest: bool = False
) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return the actions on a document at one of its three URLs; ``is_rest``: those not in the list written by hand."""
    by_hand = [
        (draft, "submit", "document.draft", {}),
        (reviewing, "pass", "document.review", {}),
        (reviewing, "return", "document.return", {"reason": "越权"}),
        (reviewing, "sign", "document.sign", {}),
        (signed, "issue", "document.issue", {}),
        (issued, "acknowledge", "document.acknowledge", {}),
    ]
    rest = [
        (draft, "withdraw", "document.draft", {"reason": "越权"}),
        (signed, "void", "document.issue", {"reason": "越权"}),
        (issued, "acknowledge-paper", "document.acknowledge_paper", PAPER),
    ]
    return [
        ("POST", f"{resource}/{{{name}}}/{act}/", right, data)
        for name, act, right, data in (rest if is_rest else [*by_hand, *rest])
    ]


API: list[tuple[str, str, str, dict[str, Any]]] = [
    ("POST", "accidents/", "accident.draft", {"county": "430922", "location": "越权试验"}),
    ("PATCH", "accidents/{verified}/", "accident.correct", {"deaths": 9}),
    ("POST", "accidents/{verified}/reports/", "accident.correct", {"kind": "correction", "deaths": 9}),
    ("POST", "accidents/{draft}/submit/", "accident.submit", {}),
    ("POST", "accidents/{submitted}/verify/", "accident.verify", {}),
    ("POST", "accidents/{submitted}/return/", "accident.return", {"reason": "越权"}),
    ("POST", "decisions/{proposed}/decline/", "decision.decline", {"reason": "越权"}),
    ("POST", "decisions/{proposed}/confirm/", "decision.confirm", {"reason": "越权"}),
    ("POST", "letters/", "decision.draft_letter", {"decisions": ["{proposed}"]}),
    ("POST", "letters/{letter}/submit/", "document.draft", {}),
    ("POST", "letters/{reviewing_letter}/pass/", "document.review", {}),
    ("POST", "letters/{reviewing_letter}/return/", "document.return", {"reason": "越权"}),
    ("POST", "letters/{reviewing_letter}/sign/", "document.sign", {}),
    ("POST", "letters/{signed_letter}/issue/", "document.issue", {}),
    ("POST", "letters/{issued_letter}/acknowledge/", "document.acknowledge", {}),
    ("POST", "decisions/{in_force}/revoke/", "decision.draft_letter", {"reason": "越权"}),
    ("POST", "decisions/{in_force}/lift/", "decision.draft_letter", {}),
    (
        "POST",
        "further-letters/",
        "decision.draft_letter",
        {"purpose": "revocation", "decisions": ["{in_force}"], "reason": "越权"},
    ),
    ("POST", "further-letters/{further}/submit/", "document.draft", {}),
    ("POST", "further-letters/{further}/pass/", "document.review", {}),
    ("POST", "further-letters/{further}/return/", "document.return", {"reason": "越权"}),
    ("POST", "further-letters/{further}/sign/", "document.sign", {}),
    ("POST", "further-letters/{further}/issue/", "document.issue", {}),
    ("POST", "further-letters/{further}/acknowledge/", "document.acknowledge", {}),
    (
        "POST",
        "further-letters/{further}/approval/",
        "decision.record_approval",
        {"approved": True, "number": "益办复〔2026〕1号", "date": "2026-01-05"},
    ),
    ("POST", "decisions/{proposed}/approve/", "decision.approve", {"remark": "越权"}),
    ("POST", "decisions/{proposed}/send-back/", "decision.send_back", {"reason": "越权"}),
    (
        "POST",
        "decisions/{expected}/province/",
        "decision.record_province",
        {"document_number": "湘安办发〔2026〕1号", "reason": "越权"},
    ),
    (
        "POST",
        "documents/",
        "document.draft",
        {"kind": "circular", "title": "关于越权试验的通知", "text": "越权试验。", "main": ["430922-housing"]},
    ),
    ("PATCH", "documents/{open}/", "document.draft", {"title": "越权试验"}),
    ("PUT", "documents/{begun}/recipients/", "document.draft", {"main": ["430922-housing"]}),
    ("POST", "documents/{issued}/remind/", "document.draft", {}),
    ("POST", "documents/{issued}/revoke/", "document.draft", {"reason": "越权"}),
    ("POST", "documents/{issued}/replies/", "document.reply", {"text": "越权"}),
    (
        "POST",
        "documents/{issued}/reply-paper/",
        "document.reply_paper",
        {"organization": "430922-housing", "on": "2026-01-05", "gist": "越权", "no_scan_reason": "越权"},
    ),
    ("POST", "documents/{open}/countersignatures/", "document.draft", {"organization": "430922-housing"}),
    (
        "POST",
        "documents/{asking}/countersignatures/{asked}/answer/",
        "document.countersign",
        {"opinion": "agreed", "remark": "越权"},
    ),
    ("POST", "documents/{asking}/countersignatures/{asked}/withdraw/", "document.draft", {"reason": "越权"}),
    ("POST", "documents/{begun}/versions/{kept}/restore/", "document.draft", {}),
    (
        "POST",
        "reserved-numbers/",
        "document.reserve_number",
        {"series": "bureau-document", "year": 2026, "reason": "越权"},
    ),
    ("POST", "reserved-numbers/{reserved}/void/", "document.reserve_number", {"reason": "越权"}),
    *_document_acts("documents", "open", "reviewing", "signed", "issued"),
    *_document_acts("letters", "letter", "reviewing_letter", "signed_letter", "issued_letter", is_rest=True),
    *_document_acts("further-letters", "further", "further", "further", "further", is_rest=True),
    ("POST", "jobs/{job}/cancel/", "job.export", {}),
    ("POST", "jobs/{job}/retry/", "job.export", {}),
    ("POST", "simulations/", "simulation.run", {"ruleset": "yiyang-2021", "from": "2026-01-01", "to": "2026-06-30"}),
]
_UNSIGNED = "from documents_documentrecipient where acknowledged_at is null and served_at is not null order by id"
BEGUN = "from documents_document where kind = 'circular' and status = 'draft' order by id limit 1"
_FURTHER = "from accountability_followupletter f where f.purpose = 'supervision' order by f.id"
TAOJIANG = "county_id = '430922'"
OBJECTS = {
    "draft": f"select code from accidents_accident where status = 'draft' and {TAOJIANG}",
    "submitted": f"select code from accidents_accident where status = 'submitted' and {TAOJIANG}",
    "verified": f"select code from accidents_accident where status = 'verified' and {TAOJIANG}",
    "proposed": "select id from accountability_decision where status = 'proposed'",
    "expected": "select id from accountability_decision where status = 'expected'",
    "in_force": "select d.id from accountability_decision d join documents_document t on t.kind = 'yellow_card'"
    " join accountability_letter l on l.id = d.letter_id and l.document_id = t.id where d.status = 'issued' order by 1",
    "open": "select id from documents_document where status in ('draft', 'returned') order by id",
    "begun": f"select id {BEGUN}",
    "kept": f"select version from documents_documentversion where document_id = (select id {BEGUN}) order by version",
    "reviewing": "select id from documents_document where status = 'in_review'",
    "reviewed": "select id from documents_document where status = 'in_review' and reviewed_at is not null",
    "signed": "select id from documents_document where status = 'signed'",
    "issued": f"select document_id {_UNSIGNED}",
    "receipt": f"select id {_UNSIGNED}",
    "letter": "select l.id from accountability_letter l join documents_document d on d.id = l.document_id"
    " where d.status in ('draft', 'returned')",
    "reviewing_letter": "select l.id from accountability_letter l join documents_document d on d.id = l.document_id"
    " where d.status = 'in_review'",
    "signed_letter": "select l.id from accountability_letter l join documents_document d on d.id = l.document_id"
    " where d.status = 'signed'",
    "issued_letter": "select l.id from accountability_letter l join documents_document d on d.id = l.document_id"
    " where d.status = 'issued'",
    "further": f"select f.id {_FURTHER}",
    "asked": "select id from documents_countersignature where opinion = '' order by id",
    "asking": "select document_id from documents_countersignature where opinion = '' order by id",
    "reserved": "select id from documents_reservednumber where state = 'reserved'",
    "series": "select code from documents_numberseries",
    "kind": "select code from documents_documentkind",
    "deadline": "select kind from calendar_officedeadline",
    "holiday": "select day from calendar_holiday order by day desc limit 1",
    "unit": "select id from organizations_organization where code = '430922-housing'",
    "file": "select f.id from files_attachment f join accidents_accident a on a.id = f.owner_id"
    " join django_content_type t on t.id = f.owner_type_id and t.app_label = 'accidents'"
    f" where a.status = 'verified' and a.{TAOJIANG} order by 1",
    "user": "select id from accounts_user where username = 'reviewer'",
    # Everybody has jobs, but only their own: tests/jobs tries those of others.
    "job": "select coalesce((select min(id) from jobs_job), 1)",
}
STATE = """select md5(string_agg(line, '|' order by line)) from (
    select concat('a', id, ' ', version, ' ', status, ' ', deaths) as line from accidents_accident
    union all select concat('d', id, ' ', version, ' ', status) from documents_document
    union all select concat('c', id, ' ', version, ' ', status) from accountability_decision
    union all select concat('f', id, ' ', is_approved, ' ', approval_number, ' ', reason, ' ', details)
        from accountability_followupletter
    union all select concat('l', id, ' ', details) from accountability_letter
    union all select concat('r', id, ' ', acknowledged_at, ' ', replied_at) from documents_documentrecipient
    union all select concat('m', id, ' ', event) from worklist_message where title like '催办%'
    union all select concat('g', id, ' ', opinion) from documents_countersignature
    union all select concat('n', id, ' ', state) from documents_reservednumber
    union all select concat('q', series_id, ' ', year, ' ', last) from documents_numbercounter
    union all select concat('e', code, ' ', agency_code) from documents_numberseries
    union all select concat('k', code, ' ', label, ' ', series_id) from documents_documentkind
    union all select concat('u', id, ' ', is_active, ' ', roles, ' ', password) from accounts_user
    union all select concat('o', id, ' ', is_active, ' ', name) from organizations_organization
    union all select concat('s', code, ' ', name) from organizations_sector
    union all select concat('p', id, ' ', owner_id) from files_attachment
    union all select concat('h', day, ' ', name) from calendar_holiday
    union all select concat('t', kind, ' ', working_days) from calendar_officedeadline
) lines"""


def filled(template: Any, objects: dict[str, str]) -> Any:
    if isinstance(template, str):
        return template.format(**objects) if "{" in template else template
    if isinstance(template, dict):
        return {name: filled(value, objects) for name, value in template.items()}
    return [filled(value, objects) for value in template] if isinstance(template, list) else template


def state(portal: Portal) -> str:
    return str(portal.rows(STATE)[0][0])
