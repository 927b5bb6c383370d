"""The acts on one accident, each with its confirm page: 上报, 核实, 退回, 删除草稿, 续报与更正, 附件."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accidents.actions import ACCIDENT_ACTIONS
from accidents.facts import facts_of
from accidents.models import Accident
from accidents.selectors import accident_or_404, with_facts
from accidents.services import (
    attachments,
    drafts,
    registration,
    reporting,
    verification,
)
from accidents.views import confirmations
from accidents.views.form_feedback import add_findings
from accidents.views.form_options import Choices
from accidents.views.forms import (
    ReportForm,
    UploadForm,
    hidden,
    initial_of,
)
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.common.text import date_format
from foundation.ui.actions import ActionForm, ActionView
from foundation.ui.confirm import Confirmation, ConfirmView


class AccidentActionView(AuthenticatedView, ActionView):
    """The confirm page of an action on one accident."""

    table = ACCIDENT_ACTIONS

    def get_object(self) -> Accident:
        return accident_or_404(self.request.user, self.kwargs["code"])


class SubmitView(AccidentActionView):
    code = "submit"

    def confirmation(self) -> Confirmation:
        return confirmations.submission(self.object, facts_of(self.object))

    def act(self, form: ActionForm) -> tuple[str, str]:
        accident = registration.submit(user=self.request.user, accident=self.object, version=form.version_read)
        words = f"已上报市局，{clock.now():%H:%M}，编号 {accident.code}。市局核实后会通知您。"
        return words, accident.get_absolute_url()


class VerifyView(AccidentActionView):
    code = "verify"

    def confirmation(self) -> Confirmation:
        return confirmations.verification(self.object)

    def act(self, form: ActionForm) -> tuple[str, str]:
        verification.verify(user=self.request.user, accident=self.object, version=form.version_read, note=form.text)
        return f"已核实，{clock.now():%H:%M}。填报人已收到消息。", self.object.get_absolute_url()


class ReturnView(AccidentActionView):
    code = "return"

    def confirmation(self) -> Confirmation:
        return confirmations.returning(self.object)

    def act(self, form: ActionForm) -> tuple[str, str]:
        verification.return_(user=self.request.user, accident=self.object, version=form.version_read, reason=form.text)
        return f"已退回{self.object.county.name}，{clock.now():%H:%M}。", self.object.get_absolute_url()


class DeleteDraftView(AccidentActionView):
    code = "delete_draft"

    def confirmation(self) -> Confirmation:
        return confirmations.deletion(self.object)

    def act(self, form: ActionForm) -> tuple[str, str]:
        accident = drafts.delete_draft(user=self.request.user, accident=self.object)
        until = date_format.day(accident.kept_until) if accident.kept_until else ""
        return f"草稿已删除，{until} 24:00 以前可在事故列表的“已删除”里恢复。", reverse("worklist:workbench")


class RestoreDraftView(AuthenticatedView, ConfirmView):
    """A deleted draft back to its author."""

    @cached_property
    def accident(self) -> Accident:
        mine = with_facts(Accident.objects.restorable_by(self.request.user))
        return get_object_or_404(mine, draft_code=self.kwargs["code"])

    def confirmation(self) -> Confirmation:
        return confirmations.restoring(self.accident)

    def act(self, form: Any) -> tuple[str, str]:
        accident = drafts.restore_draft(user=self.request.user, accident=self.accident)
        return "草稿已恢复，可以接着填。", reverse("accidents:edit", args=[accident.code])


class ReportView(AuthenticatedView):
    """续报, 终报, 更正: all facts as they stand, to be said anew; the confirm page lists what changes."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        accident = self.accident(code)
        asked = request.GET.get("kind", "")
        kind = asked if asked in reporting.REPORT_KINDS else "follow_up"
        return self.page(self.make_form(accident, kind=kind), accident)

    def post(self, request: AuthenticatedRequest, code: str) -> HttpResponse:
        accident = self.accident(code)
        form = self.make_form(accident)
        if not form.is_valid():
            add_findings(form, now=clock.now(), complete=True)
            return self.page(form, accident, status=422)
        if request.POST.get("do") == "edit":
            return self.page(form, accident)
        old = facts_of(accident)
        asked = {
            "kind": form.cleaned_data["kind"],
            "changes": {name: value for name, value in form.said().items() if value != getattr(old, name)},
            "note": form.cleaned_data["note"],
            "version": form.cleaned_data["version"],
        }
        try:
            if request.POST.get("do") == "confirmed":
                return self.add(accident, asked)
            outcome = reporting.preview_report(user=request.user, accident=accident, **asked)
        except DomainError as error:
            if isinstance(error, NotPermitted):
                raise
            form.add_domain_error(error)
            return self.page(form, accident, status=409 if isinstance(error, Stale) else 422)
        confirmation = confirmations.report(
            accident, asked["kind"], outcome.changes, asks_again=outcome.asks_again, facts=form.facts()
        )
        context = {"confirmation": confirmation, "form": hidden(form), "error": None}
        return render(request, "accidents/confirm_typed.html", context)

    def add(self, accident: Accident, asked: dict[str, Any]) -> HttpResponse:
        done = reporting.add_report(user=self.request.user, accident=accident, **asked)
        label = done.revisions.order_by("-number")[0].get_kind_display()
        messages.success(self.request, f"{label}已提交，{clock.now():%H:%M}，记为第 {done.revision_number} 版。")
        return redirect(done)

    def accident(self, code: str) -> Accident:
        accident = accident_or_404(self.request.user, code)
        require(self.request.user, "accident.correct", on=accident)
        ACCIDENT_ACTIONS.require_state("follow_up", accident.status)
        return accident

    def make_form(self, accident: Accident, *, kind: str = "") -> ReportForm:
        facts = facts_of(accident)
        day = clock.local(facts.occurred_at).date() if facts.occurred_at else clock.today()
        choices = Choices(self.request.user, on=day, county=accident.county_id)
        initial = initial_of(facts) | {"version": accident.version, "kind": kind}
        data = self.request.POST if self.request.method == "POST" else None
        return ReportForm(data, choices=choices, base=facts, initial=initial)

    def page(self, form: ReportForm, accident: Accident, status: int = 200) -> HttpResponse:
        return render(self.request, "accidents/report.html", {"form": form, "accident": accident}, status=status)


class AttachView(AuthenticatedView):
    """More files for an accident that is registered."""

    def post(self, request: AuthenticatedRequest, code: str) -> HttpResponse:
        accident = accident_or_404(request.user, code)
        require(request.user, attachments.permission_on(accident), on=accident)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            uploads = form.cleaned_data["attachments"]
            try:
                attachments.add_files(user=request.user, accident=accident, uploads=uploads)
                messages.success(request, f"已添加 {len(uploads)} 个附件。")
            except NotPermitted:
                raise
            except DomainError as error:
                messages.error(request, error.message)
        else:
            messages.error(request, str(form.errors["attachments"][0]))
        return redirect(f"{accident.get_absolute_url()}#files")
