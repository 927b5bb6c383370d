"""Structured logs, one JSON object a line. No personal data, only ids."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

# The link of the first administrator (``first_admin``) gives access to anyone who reads it.
_SECRET = re.compile(r"(/setup/)[^/\s?#'\"]+")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        journal = sys.modules.get("foundation.audit.context")  # not there before Django is set up
        if journal and journal.request_id():
            entry["request_id"] = journal.request_id()
        if record.exc_info:
            entry["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


def without_secrets(text: str) -> str:
    """Return the text with secrets masked."""
    return _SECRET.sub(r"\1***", text)
