"""A client without a browser: forms with their CSRF token, and the API by token; no proxy, no followed redirects."""

from __future__ import annotations

import http.client
import http.cookies
import json
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TOKEN_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


@dataclass
class Caller:
    """One user's connection. Not thread-safe."""

    port: int
    timeout: float = 30
    api_token: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Make one request on one connection. Raises ``OSError`` or ``http.client.HTTPException`` without an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        own = dict(headers or {})
        if self.cookies:
            own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, own)
            raw = connection.getresponse()
            answer = Answer(raw.status, {k.lower(): v for k, v in raw.getheaders()}, raw.read())
            for line in raw.headers.get_all("Set-Cookie") or []:
                for name, morsel in http.cookies.SimpleCookie(line).items():
                    self.cookies[name] = morsel.value
        finally:
            connection.close()
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        answer = self.ask("GET", path, headers=headers)
        if found := TOKEN_FIELD.search(answer.text if "html" in answer.headers.get("content-type", "") else ""):
            self.csrf = found[1]
        return answer

    def post(self, path: str, data: Mapping[str, Any] | None = None, **headers: str) -> Answer:
        """Post a form as the browser would, with the token of the last page."""
        pairs = {"csrfmiddlewaretoken": self.csrf, **(data or {})}
        return self.ask(
            "POST",
            path,
            urllib.parse.urlencode(pairs, doseq=True).encode(),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}{path}",
                **headers,
            },
        )

    def login(self, username: str, password: str) -> Caller:
        self.get("/login/")
        answer = self.post("/login/", {"username": username, "password": password})
        assert answer.status == 302, f"{username}: {answer.status}"
        self.get("/")
        return self

    def api(self, method: str, path: str, data: Any = None, **headers: str) -> Answer:
        """Call the API with this user's token; ``path`` begins after ``/api/v1/``."""
        body = None if data is None else json.dumps(data, ensure_ascii=False).encode()
        own = {"Authorization": f"Token {self.api_token}", "Content-Type": "application/json", "Accept": "*/*"}
        kept, self.cookies = self.cookies, {}
        try:
            return self.ask(method, f"/api/v1/{path}", body, {**own, **headers})
        finally:
            self.cookies = kept
