from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "foundation.organizations"
    label = "organizations"
    verbose_name = "区划与机构"

    def ready(self) -> None:
        from foundation.audit.event_labels import event_label_sources
        from foundation.organizations.actions import SECTOR_ACTIONS, UNIT_ACTIONS

        event_label_sources.register(
            lambda: UNIT_ACTIONS.event_labels() | SECTOR_ACTIONS.event_labels(), key=self.label
        )
