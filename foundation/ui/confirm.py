"""The confirm page: it says before a change of state what will happen, who is notified, whether it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.common.requests import PersonView


@dataclass(frozen=True)
class Confirmation:
    """What the page says.

    ``happens`` is a numbered list, ``undo`` one sentence on taking the action back, ``action`` the label of the button
    (确认印发), ``notified`` who gets a message or to-do (empty: nobody), ``obstacles`` the reasons why the action is
    not possible yet: the button stays and answers with them. ``details`` is what to know before deciding: objects with
    ``label``, ``words`` and, where they link to something, ``url`` and ``url_words``.
    """

    title: str
    happens: Sequence[str]
    undo: str
    action: str
    back_url: str
    scope: str = ""
    back_label: str = "返回修改"
    notified: Sequence[str] = ()
    is_danger: bool = False
    obstacles: Sequence[str] = ()
    details: Sequence[Any] = ()


def confirmation_page(
    request: HttpRequest, confirmation: Confirmation, form: BaseForm | None = None, error: DomainError | None = None
) -> HttpResponse:
    """Render the page; 409 when someone else changed the object, 403 when not permitted, 422 for other refusals."""
    status = 200
    if error is not None or (form is not None and form.is_bound and form.errors):
        status = 403 if isinstance(error, NotPermitted) else 409 if isinstance(error, Stale) else 422
    context = {"confirmation": confirmation, "form": form, "error": error}
    return render(request, "components/confirm_page.html", context, status=status)


class ConfirmView(PersonView):
    """A state change with its confirm page. A subclass gives ``confirmation()``, ``form_class`` (or None) and ``act``.

    GET shows the page, POST runs ``act(form)``, which calls one service and returns (what happened in words, where to
    go next). A ``DomainError`` comes back on the same page with what was typed.
    """

    form_class: type[BaseForm] | None = None

    def confirmation(self) -> Confirmation:
        raise NotImplementedError

    def act(self, form: Any) -> tuple[str, str]:
        raise NotImplementedError

    def make_form(self, data: Any = None) -> BaseForm | None:
        """The form of the page, bound when ``data`` is given; override to give it arguments."""
        return self.form_class(data) if self.form_class else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return confirmation_page(request, self.confirmation(), self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form is not None and not form.is_valid():
            return confirmation_page(request, self.confirmation(), form)
        try:
            words, url = self.act(form)
        except DomainError as error:
            shown: DomainError | None = error
            if form is not None and hasattr(form, "add_domain_error") and error.fields.keys() & form.fields.keys():
                form.add_domain_error(error)
                shown = None
            return confirmation_page(request, self.confirmation(), form, shown)
        messages.success(request, words)
        return HttpResponseRedirect(url)
