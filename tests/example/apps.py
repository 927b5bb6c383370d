from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "tests.example"
    label = "example"
    verbose_name = "巡查"

    def ready(self) -> None:
        from foundation.audit.event_labels import event_label_sources
        from tests.example.actions import PATROL_ACTIONS

        event_label_sources.register(PATROL_ACTIONS.event_labels, key=self.label)
