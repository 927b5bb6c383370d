"""登记事故, 快报 and what they need while they are filled in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from accidents.actions import EDITABLE
from accidents.facts import AccidentInput, facts_of
from accidents.models import Accident, Status
from accidents.selectors import accident_or_404
from accidents.services import attachments, registration
from accidents.services import drafts as accidents_drafts
from accidents.services.numbers import new_draft_code
from accidents.views.confirmations import resubmission
from accidents.views.form_feedback import SECTIONS, add_findings, build_feedback
from accidents.views.form_options import Choices
from accidents.views.forms import (
    AccidentForm,
    FactsForm,
    QuickForm,
    hidden,
    initial_of,
)
from foundation.accounts.models import User
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode, NotPermitted, Stale
from foundation.files.checks import ACCEPT
from foundation.files.selectors import files_of


class RegisterView(AuthenticatedView):
    """The form of a new accident; ``do`` is the pressed button: save, submit (asks for confirmation first), or quick:
    keep what was typed and go back to the 快报 form of a draft that was begun there."""

    is_quick = False
    form_class: type[FactsForm] = AccidentForm
    template_name = "accidents/register.html"
    own_url = "accidents:register"
    heading = "登记事故"

    def get(self, request: HttpRequest, code: str = "") -> HttpResponse:
        accident = self.accident(code)
        if accident is not None and accident.code != code:
            return redirect(accident)
        return self.page(self.make_form(accident), accident)

    def post(self, request: AuthenticatedRequest, code: str = "") -> HttpResponse:
        accident = self.accident(code)
        if accident is not None and accident.code != code:
            return redirect(accident)  # sent twice: the first one has already registered it
        wants_submit = request.POST.get("do") not in ("save", "full", "quick")
        # Who cannot report to the city sends the draft to the county's bureau by saving it.
        is_sent = request.POST.get("do") == "save" and not request.user.may("accident.submit")
        form = self.make_form(accident, is_draft=not wants_submit, is_sent=is_sent)
        if not form.is_valid():
            add_findings(form, now=clock.now(), complete=wants_submit)
            return self.page(form, accident, status=422)
        if accident is not None and accident.status == Status.RETURNED:
            return self.submit_again(form, accident)
        goes_over = request.POST.get("do") in ("full", "quick")
        if goes_over and accident is None and not getattr(form, "tells_something", True):
            return redirect("accidents:register")
        try:
            if wants_submit:
                registration.check_complete(form.facts())
            # Going over to the other form and back is no decision on what the draft is.
            saved = self.save(form, accident, is_quick=self.is_quick or (None if goes_over else False))
        except DomainError as error:
            return self.refused(form, accident, error)
        if wants_submit and request.user.may("accident.submit"):
            return redirect("accidents:submit", saved.code)
        if goes_over:
            return redirect("accidents:full" if self.is_quick else "accidents:edit", saved.code)
        messages.success(request, self.saved_words(saved))
        return redirect("accidents:edit" if request.user.may("accident.submit") else "accidents:detail", saved.code)

    def accident(self, code: str) -> Accident | None:
        """The draft or returned accident of the address; none for a new one. Checks that the person may write."""
        require(self.request.user, "accident.draft")
        if not code:
            return None
        accident = accident_or_404(self.request.user, code)
        if accident.code == code and accident.status not in EDITABLE:
            raise DomainError(ErrorCode.WRONG_STATE, "已上报的事故用“续报”或“更正”来改。")
        return accident

    def make_form(self, accident: Accident | None, *, is_draft: bool = False, is_sent: bool = False) -> FactsForm:
        user = self.request.user
        now = clock.now()
        base = facts_of(accident) if accident else _no_facts(user)
        day = clock.local(base.occurred_at).date() if base.occurred_at else now.date()
        choices = Choices(user, on=day, county=base.county)
        data, files = (self.request.POST, self.request.FILES) if self.request.method == "POST" else (None, None)
        initial = initial_of(base)
        if accident is None:
            # What nobody has counted yet is not 0: the fields of a new form are empty.
            initial = {"township": base.township, "known_at": now, "draft_code": new_draft_code()}
        else:
            initial |= {"draft_code": accident.draft_code, "version": accident.version}
        return self.form_class(
            data, files, choices=choices, base=base, is_draft=is_draft, is_sent=is_sent, initial=initial
        )

    def save(self, form: FactsForm, accident: Accident | None, *, is_quick: bool | None) -> Accident:
        return attachments.save_draft_with_files(
            user=self.request.user,
            facts=form.facts(),
            uploads=form.cleaned_data.get("attachments") or [],
            purpose=attachments.SCENE_PHOTO if self.is_quick else attachments.MATERIAL,
            accident=accident,
            version=form.cleaned_data.get("version"),
            draft_code=form.cleaned_data.get("draft_code") or "",
            is_quick=is_quick,
        )

    def submit_again(self, form: FactsForm, accident: Accident) -> HttpResponse:
        """A returned accident: shown what will happen, then sent up with all that was typed."""
        user, facts = self.request.user, form.facts()
        try:
            if self.request.POST.get("do") == "confirmed":
                version = form.cleaned_data.get("version")
                registration.submit(user=user, accident=accident, version=version, facts=facts)
                messages.success(self.request, f"已重新上报市局，{clock.now():%H:%M}。市局核实后会通知您。")
                return redirect(accident)
            if self.request.POST.get("do") == "edit":
                return self.page(form, accident)
            registration.check_complete(facts)
        except DomainError as error:
            return self.refused(form, accident, error)
        confirmation = resubmission(accident, facts)
        return render(
            self.request,
            "accidents/confirm_typed.html",
            {"confirmation": confirmation, "form": hidden(form), "error": None},
        )

    def refused(self, form: FactsForm, accident: Accident | None, error: DomainError) -> HttpResponse:
        if isinstance(error, NotPermitted):
            raise error
        form.add_domain_error(error)
        return self.page(form, accident, status=409 if isinstance(error, Stale) else 422)

    def saved_words(self, accident: Accident) -> str:
        if self.request.user.may("accident.submit"):
            return f"草稿已保存，{clock.now():%H:%M}。尚未上报。"
        return f"快报已报{accident.county.name}应急管理局，{clock.now():%H:%M}。由县局上报市局。"

    def page(self, form: FactsForm, accident: Accident | None, status: int = 200) -> HttpResponse:
        now = clock.now()
        reading = form if form.is_bound else _as_typed(form)
        live = build_feedback(reading, user=self.request.user, now=now, about=accident)
        context = {
            "form": form,
            "accident": accident,
            "live": live,
            "now": now,
            "sections": SECTIONS,
            "heading": self.heading,
            "files": files_of(accident) if accident else [],
            "accept": ACCEPT,
            "own_url": self.address_of(accident),
            "is_township": not self.request.user.may("accident.submit"),
        }
        return render(self.request, self.template_name, context, status=status)

    def address_of(self, accident: Accident | None) -> str:
        """Where this form is sent: a draft that is a 快报 has its full form beside its own."""
        if accident is None:
            return reverse(self.own_url)
        return reverse("accidents:full" if accident.is_quick else "accidents:edit", args=[accident.code])


class QuickView(RegisterView):
    """快报 on a phone: six fields, one picture, one button; ``do`` may be full: keep it, go on with the full form."""

    is_quick = True
    form_class = QuickForm
    template_name = "accidents/quick.html"
    own_url = "accidents:quick"
    heading = "快报"

    def address_of(self, accident: Accident | None) -> str:
        return reverse("accidents:edit", args=[accident.code]) if accident else reverse(self.own_url)


class EditView(AuthenticatedView):
    """The form that a draft is written on: 快报 as long as it is one, else the full form (``accidents:full``: always).

    What is sent says itself which form it is, so that a page opened earlier is read as what it is.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view = QuickView if self._is_quick(kwargs["code"]) else RegisterView
        return view.as_view()(request, *args, **kwargs)

    def _is_quick(self, code: str) -> bool:
        request = self.request
        if request.method == "POST":
            return request.POST.get("form") == "quick"
        drafts = Accident.objects.visible_to(request.user).filter(status=Status.DRAFT, is_quick=True)
        return drafts.filter(code=code).exists()


class LevelView(AuthenticatedView):
    """The fragment beside the form, for what has been typed so far. Writes nothing."""

    def post(self, request: AuthenticatedRequest) -> HttpResponse:
        is_quick = request.POST.get("form") == "quick"
        form = _typed_form(request, QuickForm if is_quick else AccidentForm)
        draft = _draft_of(request)
        live = build_feedback(
            form,
            user=request.user,
            now=clock.now(),
            about=draft,
            not_same=request.POST.getlist("not_same"),
        )
        template = "accidents/live_quick.html" if is_quick else "accidents/live.html"
        context = {"live": live, "form": form, "now": clock.now(), "is_live": True}
        context["is_township"] = not request.user.may("accident.submit")
        return render(request, template, context)


class AutosaveView(AuthenticatedView):
    """Keeps a draft while it is typed; whatever cannot be stored yet waits, and the line says so."""

    def post(self, request: AuthenticatedRequest) -> HttpResponse:
        is_quick = request.POST.get("form") == "quick"
        form = _typed_form(request, QuickForm if is_quick else AccidentForm)
        draft = _draft_of(request)
        context: dict[str, Any] = {"draft": draft, "words": ""}
        if draft is not None and draft.status != Status.DRAFT:
            context["words"] = "已上报，不再自动保存。"
        elif not form.is_valid():
            context["words"] = f"有 {len(form.errors)} 处待改，改好后自动保存"
        else:
            context |= self.keep(form, draft, is_quick=is_quick)
        return render(request, "accidents/autosaved.html", context)

    def keep(self, form: FactsForm, draft: Accident | None, *, is_quick: bool) -> dict[str, Any]:
        try:
            saved = accidents_drafts.save_draft(
                user=self.request.user,
                facts=form.facts(),
                accident=draft,
                version=form.cleaned_data.get("version"),
                draft_code=form.cleaned_data.get("draft_code") or "",
                is_quick=is_quick or None,
            )
        except Stale as error:
            return {"words": error.message}
        except DomainError as error:
            return {"words": f"尚未保存：{error.message}"}
        return {"draft": saved, "words": f"已自动保存 {clock.local(saved.saved_at):%H:%M}"}


def _typed_form(request: AuthenticatedRequest, form_class: type[FactsForm]) -> FactsForm:
    require(request.user, "accident.draft")
    draft = _draft_of(request)
    base = facts_of(draft) if draft else _no_facts(request.user)
    choices = Choices(request.user, on=clock.today(), county=base.county)
    return form_class(request.POST, choices=choices, base=base, is_draft=True)


def _no_facts(user: User) -> AccidentInput:
    """A new form before anything is typed: the writer's own place, and no loss yet."""
    return accidents_drafts.at_own_place(user, AccidentInput(is_loss_unknown=True))


def _draft_of(request: AuthenticatedRequest) -> Accident | None:
    token = request.POST.get("draft_code", "")
    return Accident.objects.visible_to(request.user).filter(draft_code=token).first() if token else None


def _as_typed(form: FactsForm) -> FactsForm:
    """An unbound form read as if its first values had been typed, so that the panels are there from the beginning."""
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    data = {name: "on" if value is True else value for name, value in data.items() if value not in (None, False)}
    return type(form)(data, choices=form.choices, base=form.base, is_draft=True)


class RemoveFileView(AuthenticatedView):
    """Takes an attachment away from a draft or a registered accident."""

    def post(self, request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
        accident = accident_or_404(request.user, code)
        attachment = files_of(accident).filter(pk=pk).first()
        if attachment is not None:
            attachments.remove_file(user=request.user, accident=accident, attachment=attachment)
            messages.success(request, f"附件“{attachment.name}”已删除。")
        target = "accidents:edit" if accident.status == Status.DRAFT else "accidents:detail"
        return HttpResponseRedirect(reverse(target, args=[accident.code]))
