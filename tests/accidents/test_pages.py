"""The pages of the register with the test client: what is typed is kept, nothing is half-saved, nothing twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accidents import measure_previews
from accidents.measure_previews import PreviewItem
from accidents.models import Accident
from accidents.services import reporting, verification
from foundation.common.registry import Registry
from foundation.files.models import Attachment
from tests.accidents.factories import NOW, moment, registered
from tests.accidents.typed import NEW, TYPED, text_of
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def clerk(client):
    user = make_user("clerk")
    client.force_login(user)
    return user


def test_from_the_empty_form_to_the_registered_accident(client, clerk):
    page = client.get(NEW)
    assert page.status_code == 200
    assert "还差 6 项" in text_of(page)
    saved = client.post(NEW, TYPED)
    draft = Accident.objects.get()
    assert saved["Location"] == f"/accidents/{draft.code}/submit/"
    confirm = text_of(client.get(saved["Location"]))
    assert "等级记为较大事故" in confirm
    assert "市局领导（较大及以上事故）" in confirm
    version = {"version": draft.version}
    done = client.post(saved["Location"], version, follow=True)
    accident = Accident.objects.get()
    assert (accident.status, accident.level, accident.deaths) == ("submitted", "larger", 3)
    assert "已上报市局，09:41，编号 430922-2021-0001。" in text_of(done)


def test_sent_twice_registers_once(client, clerk):
    first = client.post(NEW, TYPED)
    second = client.post(NEW, TYPED)
    assert first["Location"] == second["Location"]
    for _ in range(2):
        answer = client.post(first["Location"], {"version": "1"})
        assert answer.status_code == 302
    accident = Accident.objects.get()
    assert accident.revision_number == 1
    assert client.get(f"/accidents/{accident.draft_code}/")["Location"] == accident.get_absolute_url()
    again = client.post(f"/accidents/{accident.draft_code}/edit/", TYPED)
    assert again["Location"] == accident.get_absolute_url()


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"direct_loss": "1,20"}, "direct_loss", "损失写成“120”还是“1,200”？请改。"),
        ({"deaths": "三"}, "deaths", "死亡人数请用数字写"),
        ({"deaths": ""}, "deaths", "请填死亡人数，没有的填 0。"),
        ({"occurred_at": "2021-02-30 07:50"}, "occurred_at", "没有“2021-02-30 07:50”这个时间"),
        ({"occurred_at": "2021-03-17 07:50", "known_at": ""}, "occurred_at", "发生时间在将来"),
        ({"township": "430923121"}, "township", "乡镇（街道）没有这一项，请重选。"),
        ({"township": ""}, "township", "请选乡镇（街道）。"),
        ({"location": " "}, "location", "请填详细地点。"),
        ({"known_at": "2021-03-16 07:00"}, "known_at", "接报时间早于发生时间"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_kept(client, clerk, change, field, message):
    answer = client.post(NEW, TYPED | change)
    assert answer.status_code == 422
    page = text_of(answer)
    assert message in page
    assert f'href="#id_{field}"' in page, "the summary leads to the field"
    assert "货车与面包车相撞。" in page
    for name, typed in change.items():
        if typed.strip() and name not in ("township",):
            assert f'value="{typed}"' in page
    assert not Accident.objects.exists()


def test_a_draft_may_be_half_filled_but_not_wrong(client, clerk):
    partial = {"draft_code": TYPED["draft_code"], "location": "加油站", "do": "save"}
    assert client.post(NEW, partial | {"direct_loss": "1,20"}).status_code == 422
    assert not Accident.objects.exists()
    saved = client.post(NEW, partial)
    draft = Accident.objects.get()
    assert saved["Location"] == f"/accidents/{draft.code}/edit/"
    assert "草稿已保存，09:41。尚未上报。" in text_of(client.get(saved["Location"]))


def test_files_come_with_the_draft_or_not_at_all(client, clerk):
    good = SimpleUploadedFile("现场.pdf", b"%PDF-1.7 photo")
    bad = SimpleUploadedFile("恶意.pdf", b"MZ program")
    refused = client.post(NEW, TYPED | {"attachments": [good, bad]})
    assert refused.status_code == 422
    assert "“恶意.pdf”的内容不是 PDF" in text_of(refused)
    assert not Accident.objects.exists()
    good.seek(0)
    client.post(NEW, TYPED | {"attachments": [good]})
    assert Attachment.objects.get().owner_id == Accident.objects.get().pk


def test_level_fragment_follows_the_typing(client, clerk, monkeypatch):
    monkeypatch.setattr(measure_previews, "previewers", Registry())
    measure_previews.previewers.register(_preview)
    page = text_of(client.post("/accidents/level/", TYPED | {"direct_loss": "1,20", "known_at": "2021-03-16 08:25"}))
    assert "较大事故" in page
    assert "死亡 3 人，达到“3 人以上 10 人以下”。" in page
    assert "待改后判定" in page
    assert "损失写成“120”还是“1,200”？请改。" in page
    assert "还有 1 处待改" in page
    assert "马迹塘镇、县交通运输局" in page
    assert not Accident.objects.exists()


def test_confirm_page_of_a_report_repeats_what_goes_up(client, clerk):
    client.post("/accidents/autosave/", TYPED)
    draft = Accident.objects.get()
    page = text_of(client.get(f"/accidents/{draft.code}/submit/"))
    assert "发生时间：2021年3月16日 07:50" in page
    assert "桃江县马迹塘镇" in page
    assert "上报数字：死亡 3 人" in page
    assert "直接经济损失 1,200 万元" in page
    assert "不能再直接修改" in page


def _preview(facts, code):
    return [PreviewItem("黄牌警告", "马迹塘镇、县交通运输局", "measure.yellow_card")] if facts.deaths >= 3 else []


def test_duplicates_are_shown_and_can_be_dismissed(client, clerk):
    other = registered(occurred_at=moment("2021-03-16T07:31"), deaths=2)
    page = text_of(client.post("/accidents/level/", TYPED))
    assert "疑似重复" in page
    assert str(other) in page
    assert "同一乡镇（街道）、地点相近、同一单位" in page
    dismissed = text_of(client.post("/accidents/level/", TYPED | {"not_same": [str(other.pk)]}))
    assert f'type="hidden" name="not_same" value="{other.pk}"' in dismissed
    assert "打开对照" not in dismissed


def test_autosave_makes_one_draft_and_never_stores_what_is_wrong(client, clerk):
    url = "/accidents/autosave/"
    assert "已自动保存 09:41" in text_of(client.post(url, TYPED))
    assert "已自动保存 09:41" in text_of(client.post(url, TYPED | {"deaths": "4", "version": "1"}))
    assert "有 1 处待改" in text_of(client.post(url, TYPED | {"deaths": "五"}))
    draft = Accident.objects.get()
    assert (draft.deaths, draft.version) == (4, 2)
    submitted = client.post(f"/accidents/{draft.code}/edit/", TYPED | {"version": "1"})
    assert submitted.status_code == 302, "one's own autosave is not someone else's change"


def test_autosave_tells_of_another_persons_change(client, clerk):
    client.post("/accidents/autosave/", TYPED)
    draft = Accident.objects.get()
    colleague = make_user("clerk", username="王凯")
    from accidents.facts import changed, facts_of
    from accidents.services import drafts

    drafts.save_draft(user=colleague, facts=changed(facts_of(draft), deaths=5), accident=draft, version=1)
    page = text_of(client.post("/accidents/autosave/", TYPED | {"location": "别处", "version": "1"}))
    assert "王凯 09:41 改了死亡人数（3 → 5）" in page
    answer = client.post(f"/accidents/{draft.code}/edit/", TYPED | {"location": "别处二号", "version": "1"})
    assert answer.status_code == 409
    assert "王凯 09:41 改了死亡人数（3 → 5）" in text_of(answer)
    assert "别处二号" in text_of(answer)


def test_returned_is_mended_and_sent_again_after_confirmation(client, clerk):
    officer = make_user("officer")
    accident = registered(clerk, deaths=1)
    accident = verification.return_(user=officer, accident=accident, version=None, reason="死亡人数与交警不符")
    page = text_of(client.get(f"/accidents/{accident.code}/edit/"))
    assert "死亡人数与交警不符" in page
    assert "已填全，可以重新上报市局。" in page
    assert "上报市局时限" not in page
    typed = TYPED | {"deaths": "2", "version": str(accident.version)}
    confirm = client.post(f"/accidents/{accident.code}/edit/", typed)
    assert "重新上报" in text_of(confirm)
    accident.refresh_from_db()
    assert (accident.status, accident.deaths) == ("returned", 1)
    client.post(f"/accidents/{accident.code}/edit/", typed | {"do": "edit"})
    client.post(f"/accidents/{accident.code}/edit/", typed | {"do": "confirmed"})
    accident.refresh_from_db()
    assert (accident.status, accident.deaths, accident.revision_number) == ("submitted", 2, 3)


def test_a_further_report_is_confirmed_with_what_it_changes(client, clerk):
    accident = registered(clerk, deaths=2)
    url = f"/accidents/{accident.code}/report/"
    page = client.get(f"{url}?kind=correction")
    assert page.status_code == 200
    initial = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    typed = {name: value for name, value in initial.items() if value not in (None, "", False)}
    unchanged = client.post(url, typed | {"kind": "correction", "do": "check"})
    assert unchanged.status_code == 422
    assert "没有改动，不用更正。" in text_of(unchanged)
    confirm = text_of(client.post(url, typed | {"deaths": "3", "do": "check"}))
    assert "死亡人数：2 → 3" in confirm
    assert "等级：一般 → 较大" in confirm
    assert Accident.objects.get().deaths == 2
    done = client.post(url, typed | {"deaths": "3", "do": "confirmed"}, follow=True)
    assert "更正已提交，09:41，记为第 2 版。" in text_of(done)
    assert Accident.objects.get().level == "larger"


def test_the_timeline_says_that_the_account_was_rewritten(client, clerk):
    accident = registered(clerk, deaths=2)
    accident = reporting.add_report(
        user=clerk, accident=accident, kind="correction", changes={"summary": "改写。"}, version=accident.version
    )
    page = text_of(client.get(accident.get_absolute_url()))
    assert page.count("改写了事故经过") == 1


def test_officers_verify_and_return_on_confirm_pages(client):
    accident = registered(make_user("clerk"))
    client.force_login(make_user("officer"))
    page = text_of(client.get(accident.get_absolute_url()))
    assert f"/accidents/{accident.code}/verify/" in page
    refused = client.post(f"/accidents/{accident.code}/return/", {"version": accident.version, "reason": ""})
    assert refused.status_code == 422
    assert "请写退回原因，县局照此修改。" in text_of(refused)
    done = client.post(f"/accidents/{accident.code}/verify/", {"version": accident.version}, follow=True)
    assert "已核实，09:41。" in text_of(done)
    stale = client.post(f"/accidents/{accident.code}/return/", {"version": accident.version, "reason": "再核"})
    assert stale.status_code == 409
    assert Accident.objects.get().status == "verified"


def test_quick_report_of_a_township_lands_with_the_county(client):
    client.force_login(make_user("township"))
    page = client.get("/accidents/quick/")
    assert "报县应急管理局" in text_of(page)
    initial = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    typed = {name: value for name, value in initial.items() if value not in (None, "")}
    typed |= {"occurred_at": "2021-03-16 07:50", "location": "加油站", "sector": "other", "deaths": "1", "do": "save"}
    done = client.post("/accidents/quick/", typed, follow=True)
    assert "快报已报桃江县应急管理局，09:41。" in text_of(done)
    draft = Accident.objects.get()
    assert (draft.place_code, draft.production, draft.known_at) == ("430922115", "pending", NOW)
    client.force_login(make_user("clerk"))
    assert "接着填" in text_of(client.get(draft.get_absolute_url()))
    assert "加油站" in text_of(client.get(f"/accidents/{draft.code}/edit/"))


def test_a_township_is_asked_for_the_deaths_before_it_reports(client):
    client.force_login(make_user("township"))
    for url in ("/accidents/quick/", "/accidents/new/"):
        form = client.get(url).context["form"]
        initial = {name: form[name].value() for name in form.fields}
        typed = {name: value for name, value in initial.items() if value not in (None, "")}
        typed |= {"location": "加油站", "form": "quick" if "quick" in url else ""}
        asked = client.post(url, typed | {"do": "save"})
        assert asked.status_code == 422
        assert asked.context["form"].errors == {"deaths": ["请填死亡人数，没有的填 0。"]}
        assert not Accident.objects.exists()
    assert client.post("/accidents/quick/", typed | {"do": "full"}).status_code == 302, "going over is not sending"
    client.post("/accidents/autosave/", typed | {"form": "quick", "draft_code": initial["draft_code"]})
    assert Accident.objects.count() == 1
    told = client.post("/accidents/quick/", typed | {"deaths": "0", "do": "save"}, follow=True)
    assert "快报已报桃江县应急管理局" in text_of(told)


def test_a_clerk_may_save_without_the_deaths_but_not_report(client):
    client.force_login(make_user("clerk"))
    form = client.get("/accidents/quick/").context["form"]
    initial = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in initial.items() if value not in (None, "")} | {"location": "加油站"}
    asked = client.post("/accidents/quick/", typed | {"do": "submit"})
    assert asked.status_code == 422
    assert asked.context["form"].errors["deaths"] == ["请填死亡人数，没有的填 0。"]
    assert client.post("/accidents/quick/", typed | {"do": "save"}).status_code == 302
    assert Accident.objects.get().location == "加油站"


def test_who_may_not_register_is_told(client):
    client.force_login(make_user("leader"))
    assert client.get(NEW).status_code == 403
    assert client.get("/accidents/counting/").status_code == 200
