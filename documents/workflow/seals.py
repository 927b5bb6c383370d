"""Seals on issued documents: one port, ``seal(document, content)``, asked once at issue.

A real 电子公章 comes from the seal system of a licensed vendor (GB/T 38540, see ``pdf_signing.py``) or from the stamp
on the printed page; the portal keeps no picture of any. What it draws itself is the 样章, for demonstration data only,
and not even there when ``PDF_SAMPLE_SEAL`` is off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from django.conf import settings

from documents.models import Document
from documents.typesetting.content.blocks import DocumentContent
from documents.workflow import pdf_signing

# 附注 of every letter made from demonstration data.
DEMO_NOTE = "演示数据，不作公文使用"


class Seal(Protocol):
    """What seals: ``state`` tells the administrator in words how it stands."""

    state: str

    def on(self, document: Document, content: DocumentContent) -> DocumentContent:
        """The content with the seal it is to be printed with, or as it was."""
        ...


class NoSeal:
    """The page leaves space for the stamp and nothing is drawn."""

    state = "不印印章，留出盖章位置"

    def on(self, document: Document, content: DocumentContent) -> DocumentContent:
        return content


class SampleSeal:
    """样章 on what is plainly a demonstration and has a seal; nothing on anything else."""

    state = "演示公文印样章；正式公文不印印章，留出盖章位置"

    def on(self, document: Document, content: DocumentContent) -> DocumentContent:
        if not (content.is_sealed and is_demonstration(document, content)):
            return content
        return replace(content, sample_seal=True)


def is_demonstration(document: Document, content: DocumentContent) -> bool:
    """Whether the document says itself that it is none, or a demonstration account drafted or signed it."""
    signer = document.signed_by
    return DEMO_NOTE in content.note or document.drafted_by.is_demo or bool(signer and signer.is_demo)


def configured_seal() -> Seal:
    """The seal the settings name."""
    return SampleSeal() if settings.PDF_SAMPLE_SEAL else NoSeal()


def seal(document: Document, content: DocumentContent) -> DocumentContent:
    """Final content with whatever seal is configured."""
    return configured_seal().on(document, content)


@dataclass(frozen=True)
class Standing:
    """How one of the ports stands, in words for 系统管理; ``is_wrong``: documents wait until it is mended."""

    label: str
    words: str
    is_wrong: bool = False


def standings() -> list[Standing]:
    """Seal, signature, SM2 and OFD as they are configured now."""
    method = settings.PDF_SIGNING_METHOD
    try:
        signer = pdf_signing.configured_signer()
        words, is_wrong = signer.state, isinstance(signer, pdf_signing.UnconnectedSigner)
    except pdf_signing.SigningError as error:
        words, is_wrong = str(error), True
    vendor = "未配置，需接入持证厂商的电子印章系统"
    return [
        Standing("印章", configured_seal().state),
        Standing("PDF 电子签名", f"{words}{'，公文暂不能制成正本' if is_wrong else ''}", is_wrong),
        Standing("国密 SM2 签章", "已选用，" + vendor if method == "sm2" else vendor, method == "sm2"),
        Standing("OFD 版式", "已选用，" + vendor if method == "ofd" else vendor, method == "ofd"),
    ]
