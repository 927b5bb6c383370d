"""The public check page: what a stranger may learn, and what not."""

from __future__ import annotations

import contextlib
import html
import re
import socket
import threading

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.register import verification
from documents.verification_codes import new_code
from documents.workflow import printing, revoking
from foundation.common.circuit_breaker import Breaker
from tests.documents.factories import issued, issuing_document
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def fresh_count():
    verification.counting.worked()
    cache.delete(verification.counter_of("127.0.0.1"))
    yield
    verification.counting.worked()
    cache.delete(verification.counter_of("127.0.0.1"))


@pytest.fixture
def document(office):
    return issued(office)


def page(code: str, **data):
    client = Client()
    return client.post(f"/check/{code}/", data) if data else client.get(f"/check/{code}/")


def test_a_genuine_paper_is_confirmed_without_its_content(document):
    answer = page(document.verification_code)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "真实有效" in shown
    assert document.document_number in shown
    assert document.series.issuer.name in shown
    assert document.title not in shown
    assert document.content["main_recipients"] not in shown
    assert "noindex" in answer["X-Robots-Tag"]
    typed = Client().get("/check/", {"code": document.verification_code.lower().replace("-", " ")})
    assert "真实有效" in typed.content.decode()


def test_a_revoked_paper_says_since_when(document, office):
    other = issued(office, title="关于撤销有关通报的通知")
    revoking.revoke_document(document=document, reason="事实有误", by_document=other)
    shown = page(document.verification_code).content.decode()
    assert "已撤销" in shown
    assert "起撤销" in shown
    assert "事实有误" not in shown


def test_all_that_is_unknown_looks_alike(document, office):
    waiting = issuing_document(office, title="关于另一件事的通报")
    assert waiting.verification_code is None
    seen = set()
    for code in (new_code(), "abc", "0" * 12, str(document.pk), document.document_number):
        answer = page(code)
        assert answer.status_code == 200
        words = answer.content.decode()
        assert "查无此件" in words
        seen.add(words.split('<form method="get"')[0])
    assert len(seen) == 1


def test_a_file_is_compared_and_not_kept(document):
    data = printing.frozen_bytes(document)
    same = page(document.verification_code, file=SimpleUploadedFile("a.pdf", data))
    assert "文件一致" in same.content.decode()
    other = page(document.verification_code, file=SimpleUploadedFile("a.pdf", data[:-1] + b"x"))
    assert "文件不一致" in other.content.decode()
    assert "文件不一致" in page(new_code(), file=SimpleUploadedFile("a.pdf", data)).content.decode()
    assert "请选择" in page(document.verification_code, file="").content.decode()


@pytest.mark.parametrize("typed", ["a/b", "../..", "'\"", "<b>益</b>", "%2F", "?code=", "７Ｋ３Ｍ", "——"])
def test_whatever_is_typed_is_answered_and_may_be_compared(document, typed):
    answer = Client().get("/check/", {"code": typed})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "<b>益" not in shown
    address = html.unescape(re.search(r'action="(/check/[^"]+)"', shown)[1])
    compared = Client().post(address, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")})
    assert compared.status_code == 200
    assert "文件不一致" in compared.content.decode()


def test_too_many_tries_are_turned_away_and_a_dead_cache_turns_nobody_away(document, monkeypatch):
    for _ in range(verification.MOST_TRIES):
        assert page(document.verification_code).status_code == 200
    refused = page(document.verification_code)
    assert refused.status_code == 429
    assert document.document_number not in refused.content.decode()

    def down(*args, **kwargs):
        raise ConnectionError("no cache")

    monkeypatch.setattr(verification.cache, "add", down)
    assert page(document.verification_code).status_code == 200


@pytest.fixture
def deaf_server():
    """The address of a server that takes every connection and never answers, as a hung Redis; counts them."""
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take():
            with contextlib.suppress(OSError):
                while True:
                    taken.append(server.accept()[0])

        threading.Thread(target=take, daemon=True).start()
        yield server.getsockname()[1], taken
        server.shutdown(socket.SHUT_RDWR)
    for each in taken:
        each.close()


def test_a_cache_that_hangs_holds_nobody_up(document, deaf_server, monkeypatch):
    port, taken = deaf_server
    own = settings.CACHES["default"]
    deaf = RedisCache(f"redis://127.0.0.1:{port}/2", {"OPTIONS": own["OPTIONS"]})
    monkeypatch.setattr(verification, "cache", deaf)
    assert own["OPTIONS"]["socket_timeout"] < 1, "the client's own patience is five seconds"
    assert "真实有效" in page(document.verification_code).content.decode()
    assert taken, "it was asked"
    asked = len(taken)
    for _ in range(5):
        assert page(document.verification_code).status_code == 200
    assert len(taken) == asked, "nobody asks again so soon"
    assert not verification.counting.may_ask()


def test_the_pause_ends():
    now = [100.0]
    breaker = Breaker(pause=30, now=lambda: now[0])
    assert breaker.may_ask()
    breaker.failed()
    now[0] += 29.9
    assert not breaker.may_ask()
    now[0] += 0.2
    assert breaker.may_ask()
    breaker.failed()
    breaker.worked()
    assert breaker.may_ask()


def test_the_editable_copy_is_for_the_city_office_only(document, office):
    client = Client()
    client.force_login(office.officer, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/documents/{document.pk}/document.docx")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    client.force_login(make_user("clerk"), "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/documents/{document.pk}/document.docx").status_code == 403


def test_a_browser_may_send_its_file_and_a_huge_one_is_not_read(document):
    """A strict client as a browser is: over HTTPS, no cookie, origin as the page's policy for referrers allows."""
    strict = Client(enforce_csrf_checks=True)
    address = f"/check/{document.verification_code}/"
    assert strict.get(address, secure=True)["Referrer-Policy"] == "same-origin"
    sent = SimpleUploadedFile("a.pdf", printing.frozen_bytes(document))
    answer = strict.post(address, {"file": sent}, secure=True, headers={"Origin": "null"})
    assert answer.status_code == 200
    assert "文件一致" in answer.content.decode()

    huge = strict.generic("POST", address, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=10**9)
    assert "超过 20 MB" in huge.content.decode()
