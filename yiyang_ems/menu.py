"""The navigation as data: the menu by work and the tabs of 系统管理, in the order of the screen."""

from __future__ import annotations

from foundation.ui.navigation import Entry, SystemTab

MENU = (
    Entry("工作台", "worklist:workbench", count="foundation.worklist.selectors.count_waiting"),
    Entry("领导驾驶舱", "assessment:leader", ("assessment.view",)),
    Entry("事故", "accidents:list", ("accident.view",), count="accidents.integration.waiting"),
    Entry(
        "处理决定",
        "accountability:decisions",
        ("decision.view",),
        count="accountability.decisions.selectors.waiting_count",
    ),
    Entry("公文", "documents:list", ("document.view",), count="documents.integration.waiting"),
    Entry(
        "系统管理", "accounts:users", ("user.manage", "user.roles", "journal.view"), prefix="/system/", is_parted=True
    ),
    Entry("操作日志", "audit:events", ("journal.view",)),
)

SYSTEM_TABS = (
    SystemTab("用户", "accounts:users", ("user.manage", "user.roles", "journal.view")),
    SystemTab("在线用户", "accounts:sessions", ("session.manage",)),
    SystemTab("角色权限", "accounts:roles", ("user.manage", "user.roles", "journal.view")),
    SystemTab("机构", "organizations:units", ("organization.manage",)),
    SystemTab("节假日", "calendar:holidays", ("reference.manage",)),
    SystemTab("文号与文种", "documents:series", ("reference.manage",)),
    SystemTab("字典与待确认", "organizations:dictionaries", ("reference.manage",)),
)
