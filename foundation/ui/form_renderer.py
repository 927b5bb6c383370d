"""How Django's forms become the portal's fields (setting FORM_RENDERER)."""

from pathlib import Path
from typing import Any

import django.forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property


class PortalRenderer(DjangoTemplates):
    """Renders a form and each field with the templates under ``templates/components``.

    It has an engine of its own because Django's widget templates name variables that need not exist.
    """

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    @cached_property
    def engine(self) -> Any:
        templates: Any = settings.TEMPLATES[0]["DIRS"]
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [*templates, Path(django.forms.__file__).parent / "templates"],
                "NAME": "portal-forms",
                "OPTIONS": {},
            }
        )
