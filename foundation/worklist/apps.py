from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "foundation.worklist"
    label = "worklist"
    verbose_name = "工作台"

    def ready(self) -> None:
        from foundation.audit.event_labels import event_label_sources

        event_label_sources.register(lambda: {"todo.snooze": "暂缓待办"}, key=self.label)
