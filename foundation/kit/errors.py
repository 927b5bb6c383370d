"""The one exception that services raise for what a person can mend."""


class DomainError(Exception):
    """A rule of the field was not met; nothing has been written.

    ``code`` is a stable English word for programs, ``message`` one Chinese sentence that says what is wrong and what to
    do, ``fields`` maps form or API field names to Chinese messages. Views show it beside the form, the API answers it
    as
    ``{"code", "message", "fields"}``.
    """

    def __init__(self, code: str, message: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = fields or {}


class NotPermitted(DomainError):
    """The person's roles do not allow this act on this object (HTTP 403)."""

    def __init__(self, message: str) -> None:
        super().__init__("not_permitted", message)


class Stale(DomainError):
    """Someone else changed the object since it was read (HTTP 409, or 412 with If-Match)."""

    def __init__(self, message: str) -> None:
        super().__init__("stale", message)


class Unreadable(DomainError):
    """What was sent cannot be read at all, such as a moment that is none (HTTP 400)."""
