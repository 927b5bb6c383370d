"""Electronic signatures of issued PDFs: one port, ``sign(pdf)``, and whatever the settings put behind it.

``PDF_SIGNING_METHOD`` empty: nothing is signed. ``pades``: a certificate (PKCS#12 file ``PDF_SIGNING_CERTIFICATE``
with ``PDF_SIGNING_PASSWORD``) signs by RSA or ECDSA. ``sm2`` and ``ofd`` need the seal system of a licensed vendor
(GB/T 38540) and answer 未配置 until one is connected here.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

FIELD = "Signature1"


class SigningError(Exception):
    """The PDF could not be signed; the text says why in Chinese. For the freezing it is a failed rendering."""


@dataclass(frozen=True)
class SignedPdf:
    """The bytes to freeze and the subject of the certificate that signed them; empty when nothing was signed."""

    data: bytes
    signed_by: str = ""


class Signer(Protocol):
    """What signs: ``state`` tells the administrator in words how it stands."""

    state: str

    def sign(self, pdf: bytes) -> SignedPdf:
        """The signed PDF. Raises ``SigningError``."""
        ...


class NoSigner:
    """Nothing configured: the bytes go through unchanged."""

    state = "未启用电子签名"

    def sign(self, pdf: bytes) -> SignedPdf:
        return SignedPdf(pdf)


class UnconnectedSigner:
    """A method that was chosen but whose system is not connected: every document waits rather than go unsigned."""

    def __init__(self, name: str) -> None:
        self.state = f"{name}未配置：需接入持证厂商的电子印章系统（GB/T 38540）"

    def sign(self, pdf: bytes) -> SignedPdf:
        raise SigningError(self.state)


class CertificateSigner:
    """PAdES by a PKCS#12 certificate, added to the file as an update: the pages stay as they were typeset."""

    def __init__(self, certificate: Path, password: str) -> None:
        self._certificate, self._password = certificate, password
        self.state = f"证书签名（{certificate.name}）"

    def sign(self, pdf: bytes) -> SignedPdf:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter

        signer = signers.SimpleSigner.load_pkcs12(str(self._certificate), passphrase=self._password.encode())
        if signer is None or signer.signing_cert is None:
            raise SigningError("签名证书打不开：文件不存在、不是 PKCS#12，或密码不对。")
        meta = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason="印发"
        )
        try:
            made = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer)
        except Exception as error:
            raise SigningError(f"签名没有成功：{error}") from error
        return SignedPdf(made.getvalue(), signer.signing_cert.subject.human_friendly[:200])


def configured_signer() -> Signer:
    """The signer the settings name. Raises ``SigningError`` when they are only half there."""
    method = settings.PDF_SIGNING_METHOD
    if not method:
        return NoSigner()
    if method in ("sm2", "ofd"):
        return UnconnectedSigner({"sm2": "国密 SM2 签章", "ofd": "OFD 签章"}[method])
    if method != "pades":
        raise SigningError(f"PDF_SIGNING_METHOD={method} 无法识别，应为 pades、sm2 或 ofd。")
    missing = [name for name in ("PDF_SIGNING_CERTIFICATE", "PDF_SIGNING_PASSWORD") if not getattr(settings, name)]
    if missing:
        raise SigningError(f"电子签名只配置了一半，缺少 {'、'.join(missing)}。")
    return CertificateSigner(Path(settings.PDF_SIGNING_CERTIFICATE), settings.PDF_SIGNING_PASSWORD)


def sign(pdf: bytes) -> SignedPdf:
    """Sign with whatever is configured; unchanged bytes when nothing is."""
    return configured_signer().sign(pdf)
