"""Downloading a file: always as an attachment, only to whoever sees its owner."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.accounts.requests import AuthenticatedRequest
from foundation.files.models import Attachment


@login_required
@require_safe
def download(request: AuthenticatedRequest, pk: int) -> FileResponse:
    return file_response(get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk))


def file_response(attachment: Attachment) -> FileResponse:
    """The bytes, always as an attachment; the caller has checked that the file may be seen."""
    return stored_file_response(attachment.file, name=attachment.name, content_type=attachment.content_type)


def stored_file_response(file: FieldFile, *, name: str, content_type: str) -> FileResponse:
    """The bytes of any stored file under ``name``, always as an attachment and never kept by a browser or proxy."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
