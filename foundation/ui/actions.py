"""The pages of declared actions, confirm pages and forms: one behaviour for every action of every app."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property

from foundation.common.access import require
from foundation.common.actions import Action, ActionTable, TextInput
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.common.requests import PersonView
from foundation.ui.confirm import ConfirmView
from foundation.ui.forms import BaseForm, TextField


class ActionForm(BaseForm):
    """The version that was on the page, and the text that the action asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, action: Action, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version
        self.text_name = ""
        if text := action.text:
            self.text_name = text.name
            self.fields[text.name] = text_field(text)
            self.set_default_messages(self.fields[text.name])

    @property
    def version_read(self) -> int | None:
        """The version that the person looked at."""
        return self.cleaned_data.get("version")

    @property
    def text(self) -> str:
        """The text that was written, empty when the action asks for none."""
        return str(self.cleaned_data.get(self.text_name, ""))


def text_field(text: TextInput) -> TextField:
    """Return the form field of the text that an action asks for; what is too long is refused by its service."""
    field = TextField(label=text.label, help_text=text.help_text, required=text.is_required, rows=3)
    if text.missing:
        field.error_messages["required"] = text.missing
    return field


class ActionPage(PersonView):
    """What the pages of all declared actions do first. A subclass gives ``table``, ``code`` and ``get_object()``.

    * a missing right is refused with the page that says who may do it (403);
    * a state that has moved on leads back to the object with a sentence, often after a second click; what was typed
      is not thrown away but shown with the refusal.
    """

    table: ActionTable
    code: str

    def get_object(self) -> Any:
        """Return the object that the person may see, or raise ``Http404``; None for what begins something new."""
        return None

    def state_of(self, obj: Any) -> str:
        """Return the state of the object that the table speaks of."""
        return str(getattr(obj, "status", ""))

    def object_url(self) -> str:
        """Return the address of the page of the object."""
        return str(self.object.get_absolute_url())

    def has_typed(self, request: HttpRequest) -> bool:
        """Return whether the request brings something that a person has typed."""
        return request.method == "POST"

    @cached_property
    def object(self) -> Any:
        return self.get_object()

    @property
    def action(self) -> Action:
        return self.table[self.code]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            # The role first: who has no such right at all learns nothing of the object, not even whether it exists.
            require(request.user, self.action.permission)
            require(request.user, self.action.permission, on=self.object)
            if not self.action.allows(self.state_of(self.object)) and not self.has_typed(request):
                return self.moved_on()
        return super().dispatch(request, *args, **kwargs)

    def moved_on(self) -> HttpResponse:
        """Lead back to the object whose state does not allow the action any more."""
        state = self.table.states[self.state_of(self.object)]
        messages.info(self.request, f"现在是“{state}”，不用再{self.action.label}。")
        return HttpResponseRedirect(self.object_url())


class ActionView(ActionPage, ConfirmView):
    """A declared action on one object, with its confirm page.

    A subclass gives also ``confirmation()`` and ``act(form)``, which calls one service. A stale version (409) and a
    missing or too long text (422) come back on the page with what was typed.
    """

    #: Fields of the page's own form that a person writes in, besides the text of the action.
    written_fields: tuple[str, ...] = ()

    def version_of(self, obj: Any) -> int | None:
        """Return the version that the page shows."""
        return getattr(obj, "version", None)

    def has_typed(self, request: HttpRequest) -> bool:
        names = (*self.written_fields, *([self.action.text.name] if self.action.text else []))
        return any(request.POST.get(name, "").strip() for name in names)

    def make_form(self, data: Any = None) -> Any:
        return ActionForm(data, action=self.action, version=self.version_of(self.object))


class ActionFormView(ActionPage):
    """A declared action with a page and a form of its own, such as one that adds or edits something.

    A subclass gives also ``template_name``, ``form_class`` or ``make_form``, ``page_context()`` and ``act(form)``,
    which calls one service. What the service refuses comes back beside the fields that it names (422).
    """

    template_name: str
    form_class: type[BaseForm]

    def initial(self) -> dict[str, Any]:
        """Return what the form shows at first."""
        return {}

    def make_form(self, data: Any = None) -> Any:
        """Return the form, bound when ``data`` is given."""
        return self.form_class(data, initial=self.initial())

    def act(self, form: Any) -> tuple[str, str] | HttpResponse:
        """Call the service; return what happened in words and where to go next, or a page of its own."""
        raise NotImplementedError

    def page_context(self) -> dict[str, Any]:
        """Return what the template needs besides ``form``."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            done = self.act(form)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_domain_error(error)
            return self.page(form, 409 if isinstance(error, Stale) else 422)
        if isinstance(done, HttpResponse):
            return done
        words, url = done
        messages.success(request, words)
        return HttpResponseRedirect(url)

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        """Render the page with ``form``."""
        return render(self.request, self.template_name, {"form": form} | self.page_context(), status=status)
