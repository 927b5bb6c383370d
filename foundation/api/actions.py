"""The API verb of a declared action: one endpoint from one declaration and one service."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as rest_action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.serializers import valid
from foundation.common.actions import Action


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
    """Return a viewset method ``POST {path}/`` (default: the action's code) that calls ``service`` once.

    ``subject`` is the service's argument for the object (``accident``, ``document``). The body carries the text that
    the action asks for and the ``fields``, each under the name of the service's argument, If-Match the version. The
    viewset gives ``subject_of(row)``, the object of a row, and ``answer(row)``, the answer after the action; where the
    action makes another object, ``answer_made`` names the method that answers with what the service returned.
    """
    path = path or action.code
    request_serializer = _request_serializer(action, fields)

    def endpoint(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        given: dict[str, Any] = {"version": self.expected_version(request, row)}
        if request_serializer:
            given |= valid(request_serializer, request)
        made = service(user=request.user, **{subject: self.subject_of(row)}, **given)
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
