"""The API verb of a declared action: one endpoint from one declaration and one service."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action as rest_action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.etag import EtagMixin
from foundation.api.serializers import valid
from foundation.common.actions import Action
from foundation.common.errors import DomainError


class ActionMixin(EtagMixin):
    """For a viewset with ``action_endpoint``: the answer after an action.

    Where a row is not itself the object of a service, the viewset has a method named after the service's argument,
    such as ``document_of(row)``.
    """

    def answer(self, row: Any, status_code: int = status.HTTP_200_OK) -> Response:
        """Return the row as it now stands, with its ETag; 204 when the person does not see it any more."""
        shown = self.get_queryset().filter(pk=row.pk).first()  # type: ignore[attr-defined]
        if shown is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        data = self.get_serializer(shown).data  # type: ignore[attr-defined]
        return self.with_etag(Response(data, status=status_code), shown)


def action_endpoint(
    action: Action,
    service: Callable[..., Any],
    *,
    subject: str,
    path: str = "",
    description: str = "",
    fields: type[serializers.Serializer[Any]] | None = None,
    answer_made: str = "",
    responses: Any = None,
) -> Any:
    """Return a method ``POST {path}/`` (default: the action's code) of an ``ActionMixin`` that calls ``service`` once.

    ``subject`` is the service's argument for the object (``accident``, ``document``). The body carries the text that
    the action asks for and the ``fields``, each under the name of the service's argument or with that as ``source``,
    If-Match the version. Where the action makes another object, ``answer_made`` names the method of the viewset that
    answers with what the service returned, and ``responses`` describes it.
    """
    path = path or action.code
    request_serializer = _request_serializer(action, fields)

    def endpoint(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        given: dict[str, Any] = {"version": self.expected_version(request, row)}
        if request_serializer:
            given |= valid(request_serializer, request)
        subject_of = getattr(self, f"{subject}_of", None)
        try:
            made = service(user=request.user, **{subject: subject_of(row) if subject_of else row}, **given)
        except DomainError as error:
            raise _with_names_of(request_serializer, error) from error
        response: Response = getattr(self, answer_made)(made) if answer_made else self.answer(row)
        return response

    name = path.replace("-", "_")
    endpoint.__name__ = f"{name}_" if name in ("pass", "return") else name
    endpoint.__doc__ = description or f"{action.label}。"
    described: dict[str, Any] = {"responses": responses} if responses is not None else {}
    verb = rest_action(detail=True, methods=["post"], url_path=path, url_name=path)(endpoint)
    return extend_schema(request=request_serializer, **described)(verb)  # `action` would drop what is described before


@cache
def text_serializer(name: str) -> type[serializers.Serializer[Any]]:
    """Return the serializer of an action's text field ``name``.

    What is missing or too long is refused by the service, in words (422 ``reason_missing``, ``reason_too_long``).
    """
    return type(
        f"Action{name.capitalize()}Serializer", (serializers.Serializer,), {name: _text_field(), "__doc__": "The text."}
    )


def _request_serializer(
    action: Action, fields: type[serializers.Serializer[Any]] | None
) -> type[serializers.Serializer[Any]] | None:
    if fields is None:
        return text_serializer(action.text.name) if action.text else None
    if action.text is None:
        return fields
    return type(fields.__name__, (fields,), {action.text.name: _text_field(), "__doc__": fields.__doc__})


def _text_field() -> serializers.CharField:
    return serializers.CharField(required=False, allow_blank=True, default="", max_length=None)


def _with_names_of(serializer: type[serializers.Serializer[Any]] | None, error: DomainError) -> DomainError:
    """Return the refusal with the fields named as the body names them, not as the service does."""
    sources = {field.source: name for name, field in serializer().fields.items()} if serializer else {}
    error.fields = {sources.get(name, name): message for name, message in error.fields.items()}
    return error
