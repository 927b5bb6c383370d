"""The main pages: who sees them, and where each is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e import acts
from tests.e2e.attempts import OBJECTS
from tests.project.portal_runner import Portal


@dataclass(frozen=True)
class Screen:
    """``address`` is a path, or reads one from the database. ``in_readme`` is the file's name among the pictures."""

    name: str
    who: str
    address: str | Callable[[Portal], str]
    has_charts: bool = False
    in_readme: str = ""
    known_words: tuple[str, ...] = ()
    status: int = 200
    is_filled: bool = False

    def open(self, page: Page, portal: Portal) -> None:
        answer = page.goto(self.address if isinstance(self.address, str) else self.address(portal))
        assert answer is not None
        assert answer.status == self.status, f"{self.name}: {answer.status} {page.url}"
        self.settle(page)

    def settle(self, page: Page) -> None:
        """Wait until the page is quiet; fill the form of 登记事故 with an accident that is not saved."""
        page.wait_for_load_state("networkidle")
        if self.is_filled:
            page.route("**/accidents/autosave/", lambda route: route.abort())
            with page.expect_response("**/accidents/level/"):
                acts.fill_register(page, acts.LARGER)
            page.wait_for_timeout(800)
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def one(statement: str, address: str) -> Callable[[Portal], str]:
    """Return a URL with the result of a query."""

    def find(portal: Portal) -> str:
        rows = portal.rows(statement)
        assert rows, f"the demonstration data has nothing for {address}"
        return address.format(*rows[0])

    return find


def accident(condition: str, ending: str = "") -> Callable[[Portal], str]:
    return one(
        f"select code from accidents_accident where {condition} order by is_demo desc, id desc limit 1",
        f"/accidents/{{}}/{ending}",
    )


def decision(condition: str, ending: str = "") -> Callable[[Portal], str]:
    return one(
        "select d.id from accountability_decision d join accountability_rule r on r.id = d.rule_id"
        f" where {condition} order by d.id desc limit 1",
        f"/decisions/{{}}/{ending}",
    )


def document(condition: str, ending: str = "") -> Callable[[Portal], str]:
    return one(f"select id from documents_document where {condition} order by id limit 1", f"/documents/{{}}/{ending}")


def prepared(name: str, address: str) -> Callable[[Portal], str]:
    """Return a URL with one of the objects that ``preparing`` has made."""
    return one(f"{OBJECTS[name]} limit 1" if "limit" not in OBJECTS[name] else OBJECTS[name], address)


RULE_SETS = ("yiyang-2021", "hunan-2017")
KEPT = (
    f"select document_id, version from documents_documentversion where document_id in ({OBJECTS['begun']}) order by 2"
)
ASKED = "select document_id, id from documents_countersignature where opinion = ''"
REPLIES = (
    "select document_id, id from documents_documentrecipient where must_reply and served_at is not null order by id"
)
TAOJIANG = "county_id = '430922'"

SCREENS = [
    Screen("工作台-填报员", "county_taojiang", "/", in_readme="workbench"),
    Screen("工作台-经办", "officer", "/"),
    Screen("工作台-局领导", "leader", "/"),
    Screen("工作台-乡镇", "town_majitang", "/"),
    Screen("工作台-主管部门", "dept_taojiang_housing", "/"),
    Screen("工作台-审计", "auditor", "/"),
    Screen("领导驾驶舱", "leader", "/leader/", has_charts=True, in_readme="leader"),
    Screen("领导驾驶舱-县", "leader_taojiang", "/leader/", has_charts=True),
    Screen("登记事故", "county_taojiang", "/accidents/new/", in_readme="register", is_filled=True),
    Screen("快报", "town_majitang", "/accidents/quick/", in_readme="quick"),
    Screen("事故列表", "officer", "/accidents/", in_readme="accidents"),
    Screen("事故详情", "officer", accident(f"status = 'verified' and {TAOJIANG}"), in_readme="accident"),
    Screen("事故草稿", "county_taojiang", accident(f"status = 'draft' and {TAOJIANG} and is_demo", "edit/")),
    Screen("事故退回", "county_taojiang", accident(f"status = 'returned' and {TAOJIANG}", "edit/")),
    Screen("核实", "officer", accident("status = 'submitted'", "verify/")),
    Screen("续报", "county_taojiang", accident(f"status = 'verified' and {TAOJIANG}", "report/")),
    Screen("统计口径", "county_taojiang", "/accidents/counting/"),
    Screen("处理决定", "officer", "/decisions/", in_readme="decisions"),
    Screen("决定依据", "leader", decision("r.code = 'R2'"), in_readme="basis"),
    Screen("决定依据-拟处理", "leader", decision("d.status = 'proposed' and r.code like 'R3%'")),
    Screen("不予处理", "leader", decision("d.status = 'proposed' and r.code like 'R3%'", "decline/")),
    Screen("推演", "officer", "/decisions/replay/"),
    Screen("规则集", "officer", "/rulesets/yiyang-2021/1/", known_words=RULE_SETS),
    Screen("公文列表", "officer", "/documents/", in_readme="documents"),
    Screen("公文起草", "officer", document("status in ('draft', 'returned')"), in_readme="document"),
    Screen("公文已印发", "officer", document("status = 'issued'")),
    Screen("公文-收文", "county_taojiang", document("status = 'issued'")),
    Screen("签发", "leader", document("status = 'in_review' and reviewed_at is not null", "sign/")),
    Screen("公文起草-表格", "officer", prepared("begun", "/documents/{}/")),
    Screen("起草通知", "officer", "/documents/new/"),
    Screen("收文单位", "officer", prepared("begun", "/documents/{}/recipients/")),
    Screen("历史版本", "officer", prepared("begun", "/documents/{}/versions/")),
    Screen("恢复旧稿", "officer", one(KEPT, "/documents/{}/versions/{}/restore/")),
    Screen("会签", "section_chemicals", one(ASKED, "/documents/{}/countersign/{}/")),
    Screen("请求会签", "officer", one(ASKED, "/documents/{}/countersign/ask/")),
    Screen("公文-待回复", "officer", one(REPLIES, "/documents/{}/")),
    Screen("公文-收文待回复", "county_taojiang", one(REPLIES, "/documents/{}/")),
    Screen("回复公文", "county_taojiang", one(REPLIES, "/documents/{}/reply/{}/")),
    Screen("登记纸质回复", "officer", one(REPLIES, "/documents/{}/reply/{}/paper/")),
    Screen("催办回复", "officer", one(REPLIES, "/documents/{}/remind/")),
    Screen("发文登记簿", "officer", "/documents/register/", in_readme="book"),
    Screen("预留文号", "officer", "/documents/register/reserve/"),
    Screen("作废预留文号", "officer", prepared("reserved", "/documents/register/{}/void/")),
    Screen("文号序列", "sysadmin", "/system/series/"),
    Screen("改文号序列", "sysadmin", "/system/series/bureau-document/"),
    Screen("改文种", "sysadmin", "/system/series/kinds/veto_request/"),
    Screen("起草整改验收意见", "officer", prepared("in_force", "/decisions/{}/further/acceptance/")),
    Screen("起草撤销通知", "officer", prepared("in_force", "/decisions/{}/further/revocation/")),
    Screen("修改要素", "officer", prepared("further", "/further-letters/{}/details/")),
    Screen("消息", "officer", "/messages/"),
    Screen("下载中心", "officer", "/downloads/"),
    Screen("搜索", "officer", "/search/?q=桃江"),
    Screen("修改密码", "officer", "/account/password/"),
    Screen("用户", "sysadmin", "/system/users/"),
    Screen("新用户", "sysadmin", "/system/users/new/"),
    Screen("机构", "sysadmin", "/system/organizations/"),
    Screen("节假日", "sysadmin", "/system/holidays/"),
    Screen("字典", "sysadmin", "/system/dictionaries/"),
    Screen("角色与权限", "secadmin", "/system/roles/"),
    Screen("在线会话", "secadmin", "/system/sessions/"),
    Screen("操作日志", "auditor", "/journal/", known_words=RULE_SETS),
    Screen("没有这一页", "officer", "/accidents/430922-1999-0001/", status=404),
]
