"""Follow every link a user can reach, as a browser without JavaScript would."""

from __future__ import annotations

import re
import urllib.parse
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.e2e.caller import Answer, Caller

# Ends the session; pages of the API's own documentation are not part of the portal's navigation.
NOT_FOLLOWED = re.compile(r"^/(logout|static)/")
PER_SHAPE = 1


@dataclass
class Crawl:
    """What was requested, with the status of its response, and where each URL was first seen."""

    statuses: dict[str, int] = field(default_factory=dict)
    seen_on: dict[str, str] = field(default_factory=dict)

    def broken(self) -> list[str]:
        return [
            f"{status} {path} (on {self.seen_on[path]})"
            for path, status in self.statuses.items()
            if status not in (200, 302)
        ]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = {"a": "href", "img": "src", "iframe": "src", "script": "src", "link": "href"}.get(tag)
        for attribute in (name, "hx-get"):
            if attribute and given.get(attribute):
                self.found.append(str(given[attribute]))


def links_of(html: str) -> list[str]:
    """Return URLs named by links, pictures, frames and live fragments of the page."""
    reader = _Links()
    reader.feed(html)
    return reader.found


def crawl(caller: Caller, *, most: int, start: str = "/") -> Crawl:
    """Request every URL reachable from ``start``; of URLs of one pattern only a few.

    One pattern means the same path except for numbers and codes, and the same names in the query.
    """
    done = Crawl()
    waiting = deque([start])
    done.seen_on[start] = "start"
    shapes: dict[str, int] = {}
    while waiting and len(done.statuses) < most:
        path = waiting.popleft()
        answer = caller.get(path)
        done.statuses[path] = answer.status
        for link in _next_links(path, answer):
            if link in done.seen_on or NOT_FOLLOWED.match(link):
                continue
            shape = shape_of(link)
            shapes[shape] = shapes.get(shape, 0) + 1
            if shapes[shape] <= PER_SHAPE:
                done.seen_on[link] = path
                waiting.append(link)
    return done


def shape_of(link: str) -> str:
    parts = urllib.parse.urlsplit(link)
    path = re.sub(r"/[^/]*\d[^/]*", "/#", parts.path)
    names = sorted(name for name, _ in urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    return f"{path}?{'&'.join(names)}"


def _next_links(path: str, answer: Answer) -> list[str]:
    if answer.status == 302:
        return [_own(path, answer.location)] if _own(path, answer.location) else []
    if answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
        return []
    return [own for link in links_of(answer.text) if (own := _own(path, link))]


def _own(path: str, link: str) -> str:
    """Return the URL without its fragment, absolute on this portal; empty for other sites."""
    joined = urllib.parse.urlsplit(urllib.parse.urljoin(f"http://portal{path}", link))
    if joined.scheme != "http" or joined.netloc != "portal":
        return ""
    return joined.path + (f"?{joined.query}" if joined.query else "")
