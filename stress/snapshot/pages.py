"""Every kind of page: links are followed for each person, then each requests the kinds that only others found."""

from __future__ import annotations

import hashlib
import re
import urllib.parse
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from django.urls import URLPattern, URLResolver, get_resolver

from stress.snapshot.comparing import Entries
from stress.snapshot.visitors import Answer, Visitor, visitors

#: Ends the session, is compared elsewhere (API, documents), or says how the processes are doing.
NOT_FOLLOWED = re.compile(r"^/(logout|static|api|health|setup)/|\.(pdf|docx|png)(\?|$)|/batch/")
#: Most addresses of one shape that one person's links give, and of one path with whatever query.
PER_SHAPE, PER_PATH = 2, 12
#: Drawn at each login; one session stands for all.
SESSION_KEY = re.compile(r"(?<=/sessions/)[0-9a-f]{24}")
LINKS = {"a": "href", "iframe": "src"}


def collect(earlier: Entries) -> Entries:
    """Return ``person address`` and the lines of the answer; also for each one of the entries ``earlier``."""
    with visitors() as people:
        starts: dict[str, set[str]] = {person.name: set(addresses_without_values()) for person in people}
        for entry in earlier:
            name, _, path = entry.partition(" ")
            if "<" not in path:
                starts.get(name, set()).add(path)
        answers = {person.name: crawl(person, starts[person.name]) for person in people}
        everything = {path for found in answers.values() for path in found}
        for person in people:
            own = answers[person.name]
            known = {shape_of(path) for path in own}
            for path in sorted(everything - set(own), key=_by_chance):
                if shape_of(path) not in known:
                    known.add(shape_of(path))
                    own[path] = person.get(path).lines
        return {
            f"{name} {SESSION_KEY.sub('<session>', path)}": lines
            for name, own in answers.items()
            for path, lines in own.items()
        }


def addresses_without_values() -> list[str]:
    """Return the addresses of all pages that need no number or code, whether a link leads there or not."""
    return sorted(path for path in _routes(get_resolver().url_patterns, "/") if "<" not in path)


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif not NOT_FOLLOWED.search(route) and not re.search(r"[\^$\\]", route):
            yield route


def crawl(person: Visitor, starts: Iterable[str]) -> dict[str, list[str]]:
    """Request ``starts`` and what their pages lead to; of addresses of one shape only a few, whatever their order."""
    answers: dict[str, list[str]] = {}
    level, seen, taken = sorted(set(starts)), set(starts), Counter[str]()
    while level:
        links: set[str] = set()
        for path in level:
            answer = person.get(path)
            answers[path] = answer.lines
            links.update(links_of(path, answer))
        level = []
        for link in sorted(links - seen, key=_by_chance):
            shape, path = shape_of(link), shape_of(link).partition("?")[0]
            if taken[shape] < PER_SHAPE and taken[path] < PER_PATH:
                taken.update((shape, path))
                seen.add(link)
                level.append(link)
    return answers


def _by_chance(link: str) -> str:
    """Choose without regard to the order on the page, the same on every run."""
    return hashlib.sha256(link.encode()).hexdigest()


def shape_of(link: str) -> str:
    """Return the address without numbers and codes, with the names of its query."""
    parts = urllib.parse.urlsplit(link)
    names = sorted(name for name, _ in urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    return f"{re.sub(r'/[^/]*[0-9][^/]*', '/#', parts.path)}?{'&'.join(names)}"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if value and name in (LINKS.get(tag), "hx-get")]


def links_of(path: str, answer: Answer) -> Iterator[str]:
    """Return the addresses on this portal that a page or a redirection names."""
    if answer.is_page:
        reader = _Links()
        reader.feed(answer.body.decode())
        named = reader.found
    else:
        named = [answer.location] if answer.location else []
    for link in named:
        parts = urllib.parse.urlsplit(urllib.parse.urljoin(f"http://portal{path}", link))
        own = parts.path + (f"?{parts.query}" if parts.query else "")
        if (parts.scheme, parts.netloc) == ("http", "portal") and not NOT_FOLLOWED.search(own):
            yield own
