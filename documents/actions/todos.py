"""The to-dos that actions on documents open and close, each with the permission that says who receives it."""

from __future__ import annotations

from foundation.common.actions import TodoKind

REVIEW_TODO = TodoKind("document_review", "核稿", "核稿", "document.review")
SIGN_TODO = TodoKind("document_sign", "签发", "签发", "document.sign")
ISSUE_TODO = TodoKind("document_issue", "印发", "印发", "document.issue")
RETURN_TODO = TodoKind("document_return", "退回修改", "修改", "document.draft")
NOT_PRINTED_TODO = TodoKind("document_not_printed", "制版", "查看", "document.issue")
ACKNOWLEDGE_TODO = TodoKind("document_acknowledge", "签收", "签收", "document.acknowledge")
REPLY_TODO = TodoKind("document_reply", "回复", "去回复", "document.reply")
COUNTERSIGN_TODO = TodoKind("document_countersign", "会签", "去会签", "document.countersign")

#: Of the steps of a document, of which one waits at a time.
STEP_TODOS = (REVIEW_TODO, SIGN_TODO, ISSUE_TODO, RETURN_TODO)
