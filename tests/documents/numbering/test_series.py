"""Series and kinds kept on screen: changed, confirmed, refused while a book is open."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from documents.content.builder import content_of
from documents.models import Document, DocumentKind, NumberSeries
from documents.numbering import reservations
from documents.numbering import series as documents_series
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from tests.documents.factories import bureau_series, issuing_document, make_office, signed
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
YEAR_2021 = dt.datetime(2021, 3, 1, 9, tzinfo=clock.SHANGHAI)


@pytest.fixture
def admin():
    return make_user("sysadmin")


def letter_series():
    return NumberSeries.objects.select_related("issuer").get(code="bureau-letter")


def change(user, series, **changes):
    values = {name: getattr(series, name) for name in ("agency_code", "issuer", "issuer_mark", "form", "basis")}
    return documents_series.change_series(user=user, series=series, **values | changes)


def test_a_series_is_confirmed_and_the_journal_says_what_changed(admin):
    series = change(admin, letter_series(), agency_code="益应函", basis="市局办公室确认")
    assert (series.agency_code, series.name, series.needs_confirmation) == ("益应函", "益应函", False)
    message = Event.objects.get(act="series.edit").message
    assert "机关代字由“益应急函”改为“益应函”" in message


def test_within_the_year_of_an_open_book_the_code_stays(admin):
    with clock.at(YEAR_2021):
        office = make_office()
        reservations.reserve(user=office.officer, series=letter_series(), year=2021, reason="函")
        for field, value in (("agency_code", "益应函"), ("form", "document"), ("issuer", bureau_other())):
            with pytest.raises(DomainError, match="年内不能改") as caught:
                change(admin, letter_series(), **{field: value})
            assert set(caught.value.fields) == {field}
        assert change(admin, letter_series(), issuer_mark="益阳市应急局").issuer_mark == "益阳市应急局"
    with clock.at(YEAR_2021.replace(year=2022)):
        assert change(admin, letter_series(), agency_code="益应函").agency_code == "益应函"


def bureau_other():
    return NumberSeries.objects.select_related("issuer").get(code="committee-document").issuer


def test_what_is_signed_is_issued_first(admin):
    with clock.at(YEAR_2021):
        signed(make_office())
        for field in ("agency_code", "issuer_mark"):
            with pytest.raises(DomainError, match="已签发、还没有印发") as caught:
                change(admin, bureau_series(), **{field: "益应发"})
            assert set(caught.value.fields) == {field}


def test_a_code_belongs_to_one_series(admin):
    with pytest.raises(DomainError) as caught:
        change(admin, letter_series(), agency_code="益安发")
    assert "agency_code" in caught.value.fields


def test_what_was_numbered_keeps_its_number(admin):
    with clock.at(YEAR_2021):
        document = issuing_document(make_office())
    with clock.at(YEAR_2021.replace(year=2022)):
        change(admin, bureau_series(), agency_code="益应发", issuer_mark="益阳市应急局文件")
    document = Document.objects.select_related("series").get(pk=document.pk)
    assert content_of(document).issuer_mark == "益阳市应急管理局文件"
    assert document.document_number == "益应急发〔2021〕1号"


def test_a_kind_moves_to_another_series(admin):
    kind = DocumentKind.objects.get(pk="supervision")
    documents_series.change_kind(user=admin, kind=kind, label="督办函", series=bureau_series(), basis="市局确认")
    kind.refresh_from_db()
    assert (kind.series_id, kind.needs_confirmation) == ("bureau-document", False)
    assert "文号序列由“益应急函”改为“益应急发”" in Event.objects.get(act="kind.edit").message


def test_a_request_is_addressed_to_one_superior(admin, client):
    kind = DocumentKind.objects.get(pk="veto_request")
    assert (kind.main_recipients, kind.copies_to, kind.needs_confirmation) == ("市人民政府", "市委", True)
    client.force_login(admin)
    assert "上行文，主送市人民政府，抄送市委" in client.get(reverse("documents:series")).content.decode()
    edit = reverse("documents:kind_edit", args=["veto_request"])
    shown = client.get(edit).content.decode()
    assert 'name="main_recipients" value="市人民政府"' in shown
    sent = {"label": kind.label, "series": kind.series_id, "basis": "", "needs_confirmation": "no"}
    for wrong in ("", "市委、市政府", "市委,市政府"):
        assert client.post(edit, sent | {"main_recipients": wrong}).status_code == 422
    assert client.post(edit, sent | {"main_recipients": "市委", "copies_to": "市人民政府"}).status_code == 302
    kind.refresh_from_db()
    assert (kind.main_recipients, kind.copies_to, kind.needs_confirmation) == ("市委", "市人民政府", False)
    assert "主送由“市人民政府”改为“市委”" in Event.objects.get(act="kind.edit").message
    assert 'name="main_recipients"' not in client.get(reverse("documents:kind_edit", args=["notice"])).content.decode()


@pytest.mark.parametrize("role", ["officer", "leader", "clerk", "auditor", "secadmin"])
def test_only_the_administrator(role, client):
    person = make_user(role)
    with pytest.raises(NotPermitted):
        change(person, letter_series(), agency_code="益应函")
    client.force_login(person)
    for name, args in (("series", []), ("series_edit", ["bureau-letter"]), ("kind_edit", ["notice"])):
        assert client.get(reverse(f"documents:{name}", args=args)).status_code == 403
        assert client.post(reverse(f"documents:{name}", args=args), {}).status_code in (403, 405)


def test_the_screens(admin, client):
    client.force_login(admin)
    page = client.get(reverse("documents:series")).content.decode()
    assert "益阳市安全生产委员会约谈纪要" in page
    assert "待市局确认" in page
    edit = reverse("documents:series_edit", args=["bureau-letter"])
    assert "益应急函" in client.get(edit).content.decode()
    issuer = letter_series().issuer_id
    sent = {"agency_code": "益应函", "issuer": issuer, "issuer_mark": "益阳市应急管理局", "form": "letter",
            "basis": "", "needs_confirmation": "no"}  # fmt: skip
    assert client.post(edit, sent | {"agency_code": ""}).status_code == 422
    assert client.post(edit, sent | {"form": "poster"}).status_code == 422
    assert client.post(edit, sent | {"agency_code": "益安发"}).status_code == 422
    assert client.post(edit, sent).status_code == 302
    assert letter_series().agency_code == "益应函"
    kind = reverse("documents:kind_edit", args=["urging"])
    assert client.post(kind, {"label": "催办函", "series": "nowhere", "needs_confirmation": "no"}).status_code == 422
    sent = {"label": "催办函", "series": "bureau-document", "basis": "", "needs_confirmation": "no"}
    assert client.post(kind, sent).status_code == 302
    assert "改为“益应急发”" in client.get(kind).content.decode()
    assert client.get(reverse("documents:series_edit", args=["nowhere"])).status_code == 404
