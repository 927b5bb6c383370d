"""The sample seal: measured on the page, only on demonstrations, kept with the content."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from django.test import override_settings
from django.urls import reverse

from documents.models import Document
from documents.typesetting.content.blocks import ContentError, Lead
from documents.typesetting.content.reading import content_from_dict
from documents.typesetting.sample_seal import ALTERNATIVE
from documents.workflow import seals
from foundation.accounts.models import User
from tests.documents.gbt9704_checker.measure import faults
from tests.documents.gbt9704_checker.reading import read
from tests.documents.rendered import rendered, spoilt
from tests.documents.samples import NOTICE, SHORT, UPWARD
from tests.documents.samples_of_kinds import INTERVIEW, MINUTES
from tests.support.long_form import one_in
from tests.support.people import make_user

SAMPLES = {
    "notice": NOTICE,
    "short": SHORT,
    "upward": UPWARD,
    "letter": INTERVIEW,
    "with note": replace(SHORT, note=seals.DEMO_NOTE),
    "long name": replace(SHORT, signature="益阳市道路交通安全和建筑施工安全专业委员会办公室"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_seal_is_measured_in_its_place(name):
    content = replace(SAMPLES[name], sample_seal=True)
    assert faults(rendered(content).data, content) == []


@pytest.mark.parametrize("extra", one_in(4, range(1, 45, 6)))
def test_it_holds_wherever_the_text_ends(extra):
    blocks = (*SHORT.blocks, Lead("做到底数清、情况明、措施实、" * extra * 2 + "确保安全。"))
    content = replace(SHORT, blocks=blocks, sample_seal=True)
    assert faults(rendered(content).data, content) == []


def test_it_moves_and_adds_no_text():
    bare, sealed = rendered(NOTICE), rendered(replace(NOTICE, sample_seal=True))
    assert read(sealed.data, NOTICE).glyphs == read(bare.data, NOTICE).glyphs


def test_it_is_told_to_those_who_listen():
    with pikepdf.open(io.BytesIO(rendered(replace(SHORT, sample_seal=True)).data)) as pdf:
        texts = [str(each["/Alt"]) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert texts == [ALTERNATIVE]


@pytest.mark.parametrize(
    ("css", "word"),
    [
        (".seal { width: 40mm !important; height: 40mm !important }", "印章大小"),
        (".seal { margin-left: 0 !important }", "居中"),
        (".seal { top: -90pt !important }", "日期|一行"),
        (".seal { top: 0 !important }", "一行|日期"),
        (".seal { display: none !important }", "一枚"),
    ],
)
def test_a_wrong_seal_is_refused(css, word):
    content = replace(SHORT, sample_seal=True)
    found = faults(spoilt(content, css), content)
    assert any(part in fault for fault in found for part in word.split("|")), found


def test_a_seal_nobody_asked_for_is_refused():
    assert any("不应有印章" in fault for fault in faults(rendered(replace(SHORT, sample_seal=True)).data, SHORT))


def test_the_stored_form_keeps_it_and_old_content_has_none():
    stored = replace(SHORT, sample_seal=True).to_dict()
    assert content_from_dict(stored).sample_seal
    del stored["sample_seal"]
    assert not content_from_dict(stored).sample_seal
    with pytest.raises(ContentError, match="样章：只能写明"):
        content_from_dict(SHORT.to_dict() | {"sample_seal": "yes"})


def document(*, is_demo: bool) -> Document:
    return Document(drafted_by=User(username="drafter", is_demo=is_demo))


@pytest.mark.parametrize(
    ("is_demo", "content", "is_sealed"),
    [
        (True, SHORT, True),
        (False, SHORT, False),
        (False, replace(SHORT, note=seals.DEMO_NOTE), True),
        (False, replace(SHORT, note=f"联系人：王某；{seals.DEMO_NOTE}"), True),
        (True, replace(INTERVIEW, has_seal=False), False),
        (True, MINUTES, False),
    ],
    ids=["demonstration", "real", "demo note", "demo note with others", "form without seal", "minutes"],
)
def test_only_demonstrations_are_sealed(is_demo, content, is_sealed):
    assert seals.seal(document(is_demo=is_demo), content).sample_seal is is_sealed
    with override_settings(PDF_SAMPLE_SEAL=False):
        assert not seals.seal(document(is_demo=is_demo), content).sample_seal


@pytest.mark.parametrize(
    ("configured", "words"),
    [
        ({}, ["未启用电子签名", "演示公文印样章"]),
        ({"PDF_SAMPLE_SEAL": False}, ["不印印章，留出盖章位置"]),
        ({"PDF_SIGNING_METHOD": "ofd"}, ["须处理", "OFD 签章未配置", "公文暂不能制成正本"]),
        ({"PDF_SIGNING_METHOD": "pades"}, ["须处理", "电子签名只配置了一半"]),
        (
            {"PDF_SIGNING_METHOD": "pades", "PDF_SIGNING_CERTIFICATE": "/a/trial.p12", "PDF_SIGNING_PASSWORD": "x"},
            ["证书签名（trial.p12）"],
        ),
    ],
    ids=["none", "no seal", "ofd", "half", "certificate"],
)
@pytest.mark.usefixtures("city")
def test_the_administrator_reads_how_seal_and_signature_stand(client, configured, words):
    client.force_login(make_user("sysadmin"), "django.contrib.auth.backends.ModelBackend")
    with override_settings(**configured):
        page = client.get(reverse("documents:series")).content.decode()
    assert all(word in page for word in words)
    assert ("须处理" in page) is ("须处理" in words)
    assert "国密 SM2 签章" in page
    assert "未配置，需接入持证厂商" in page
