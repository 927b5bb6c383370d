"""What is frozen: both hashes, the check code, the signature."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from documents.content.builder import content_of
from documents.verification_codes import ALPHABET, new_code, read_code
from documents.workflow import printing
from foundation.common.errors import DomainError
from tests.documents.factories import issued, issuing_document, make_office
from tests.documents.gbt9704_checker.measure import faults

PASSWORD = "stress-only"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A self-made certificate, as PKCS#12 file."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "试验证书（非正式）")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2040, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("certificate") / "trial.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"stress", key, made, None, serialization.BestAvailableEncryption(PASSWORD.encode())
        )
    )
    return path


@pytest.fixture
def signing(settings, certificate):
    settings.PDF_SIGNING_METHOD = "pades"
    settings.PDF_SIGNING_CERTIFICATE, settings.PDF_SIGNING_PASSWORD = str(certificate), PASSWORD


def _is_intact(data: bytes) -> bool:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trust = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(PdfFileReader(io.BytesIO(data)).embedded_signatures[0], trust)
    return bool(status.intact and status.valid)


def test_sm3_is_the_standards():
    assert printing.sm3_of(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_code_is_read_however_it_is_typed():
    code = new_code()
    assert set(code) <= set(ALPHABET) | {"-"}
    assert not set("01OI") & set(ALPHABET)
    assert read_code(f" {code.lower().replace('-', ' ')} ") == code
    assert read_code(code[:-1]) is None
    assert read_code("0" * 12) is None


@pytest.mark.usefixtures("city")
def test_the_frozen_row_has_both_hashes_and_a_code():
    document = issued(make_office())
    data = printing.frozen_bytes(document)
    assert document.pdf_sha256 == hashlib.sha256(data).hexdigest()
    assert document.pdf_sm3 == printing.sm3_of(data)
    assert read_code(document.verification_code) == document.verification_code
    assert document.pdf_signed_by == ""
    assert printing.render_and_freeze(document_id=document.pk).verification_code == document.verification_code


@pytest.mark.usefixtures("city")
def test_bytes_that_fail_either_hash_are_refused():
    document = issued(make_office())
    document.pdf_sm3 = "0" * 64
    with pytest.raises(DomainError, match="不一致"):
        printing.frozen_bytes(document)


@pytest.mark.usefixtures("city", "signing")
def test_a_signed_original_meets_the_standard_and_shows_a_flipped_byte():
    document = issued(make_office())
    data = printing.frozen_bytes(document)
    assert "试验证书" in document.pdf_signed_by
    assert faults(data, content_of(document)) == []
    assert _is_intact(data)
    place = data.index(b"stream") + 40
    assert not _is_intact(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])


@pytest.mark.usefixtures("city")
def test_a_failing_signer_keeps_the_number_and_is_tried_again(settings, certificate):
    document = issuing_document(make_office())
    settings.PDF_SIGNING_METHOD = "sm2"
    failed = printing.render_and_freeze(document_id=document.pk)
    assert (failed.status, failed.document_number) == ("issuing", document.document_number)
    assert "未配置" in failed.render_error
    settings.PDF_SIGNING_METHOD = "pades"
    settings.PDF_SIGNING_CERTIFICATE, settings.PDF_SIGNING_PASSWORD = str(certificate), "wrong"
    assert "证书打不开" in printing.render_and_freeze(document_id=document.pk).render_error
    settings.PDF_SIGNING_PASSWORD = PASSWORD
    assert printing.render_and_freeze(document_id=document.pk).status == "issued"
