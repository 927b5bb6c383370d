from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "foundation.organizations"
    label = "organizations"
    verbose_name = "机构与用户"

    def ready(self) -> None:
        from foundation.organizations import signals  # noqa: F401 - receivers
