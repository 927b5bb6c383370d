"""The exception of services for errors that a person can correct, and the catalogue of its codes."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """All error codes of the API. They are stable: programs depend on them."""

    ALREADY = "already"
    ALREADY_RECORDED = "already_recorded"
    APPROVAL = "approval"
    ASKED = "asked"
    BAD_FILE = "bad_file"
    BAD_MOMENT = "bad_moment"
    BAD_NAME = "bad_name"
    BAD_PAGE = "bad_page"
    BAD_RULESET = "bad_ruleset"
    BAD_TOKEN = "bad_token"
    BAD_YEAR = "bad_year"
    CHECKER_MISSING = "checker_missing"
    CODE_TAKEN = "code_taken"
    CONTENT = "content"
    CROWDED = "crowded"
    DAMAGED = "damaged"
    DETAILS = "details"
    DRAFT_DELETED = "draft_deleted"
    ELSEWHERE = "elsewhere"
    FILTERS = "filters"
    FUTURE = "future"
    HAS_USERS = "has_users"
    INVALID = "invalid"
    INVALID_CODE = "invalid_code"
    LABEL_NEEDED = "label_needed"
    LAST_KEEPER = "last_keeper"
    LATE_CHANGE = "late_change"
    LINK_USED = "link_used"
    NOBODY = "nobody"
    NOTHING = "nothing"
    NOTHING_CHANGED = "nothing_changed"
    NOTHING_CHOSEN = "nothing_chosen"
    NOT_ACCEPTED = "not_accepted"
    NOT_ADDRESSED = "not_addressed"
    NOT_A_REQUEST = "not_a_request"
    NOT_DUE = "not_due"
    NOT_FOUND = "not_found"
    NOT_FREE = "not_free"
    NOT_ISSUED = "not_issued"
    NOT_KEPT = "not_kept"
    NOT_NEEDED = "not_needed"
    NOT_OWN_TOKEN = "not_own_token"
    NOT_PERMITTED = "not_permitted"
    NOT_READY = "not_ready"
    NOT_REVIEWED = "not_reviewed"
    NOT_TOGETHER = "not_together"
    NOT_YOURS = "not_yours"
    NO_CITY = "no_city"
    NO_LIST = "no_list"
    NO_MINUTES = "no_minutes"
    NO_REQUEST = "no_request"
    NO_SERIES = "no_series"
    NO_VERSION = "no_version"
    NUMBERS_TAKEN = "numbers_taken"
    OWN_ACCOUNT = "own_account"
    OWN_ROLES = "own_roles"
    PREVIEW = "preview"
    PUBLISHED = "published"
    REAL_DATA = "real_data"
    REASON_MISSING = "reason_missing"
    REASON_TOO_LONG = "reason_too_long"
    RECEIVES_ITSELF = "receives_itself"
    RECIPIENTS = "recipients"
    REFUSED = "refused"
    REMINDED = "reminded"
    ROLES_APART = "roles_apart"
    ROLES_DO_NOT_FIT = "roles_do_not_fit"
    SAME_PASSWORD = "same_password"
    SAME_PERSON = "same_person"
    SAVED_ALREADY = "saved_already"
    SECADMIN_EXISTS = "secadmin_exists"
    SIGNED = "signed"
    STALE = "stale"
    STILL_PRINTING = "still_printing"
    TODO_DONE = "todo_done"
    TODO_OVERDUE = "todo_overdue"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    UNKNOWN_DECISION = "unknown_decision"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_PURPOSE = "unknown_purpose"
    UNKNOWN_RULESET = "unknown_ruleset"
    UNKNOWN_SERIES = "unknown_series"
    UNKNOWN_UNIT = "unknown_unit"
    UNREADABLE = "unreadable"
    UNREADABLE_VERSION = "unreadable_version"
    UNRESOLVED = "unresolved"
    UNTIL_AFTER_DUE = "until_after_due"
    UNTIL_FAR = "until_far"
    UNTIL_PAST = "until_past"
    VERSION_EXISTS = "version_exists"
    WEAK_PASSWORD = "weak_password"
    WHICH_UNIT = "which_unit"
    WRONG_MEASURE = "wrong_measure"
    WRONG_NUMBER = "wrong_number"
    WRONG_PASSWORD = "wrong_password"
    WRONG_STATE = "wrong_state"


class DomainError(Exception):
    """A business rule was violated; nothing has been written.

    ``code`` is an ``ErrorCode`` for programs, ``message`` one Chinese sentence that says what is wrong and what to do,
    ``fields`` maps form or API field names to Chinese messages. Views show it beside the form; the API answers
    ``{"code", "message", "fields"}``.
    """

    def __init__(self, code: ErrorCode, message: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = fields or {}


class NotPermitted(DomainError):
    """The user's roles do not allow this action on this object (HTTP 403)."""

    def __init__(self, message: str) -> None:
        super().__init__(ErrorCode.NOT_PERMITTED, message)


class Stale(DomainError):
    """Someone else changed the object since it was read (HTTP 409, or 412 with If-Match)."""

    def __init__(self, message: str) -> None:
        super().__init__(ErrorCode.STALE, message)


class Unreadable(DomainError):
    """The input cannot be parsed at all, such as an invalid moment (HTTP 400)."""
