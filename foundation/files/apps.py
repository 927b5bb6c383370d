from django.apps import AppConfig

#: Chinese names of events that are no rows of the permission table.
EVENT_LABELS = {"file.attach": "上传附件", "file.remove": "删除附件", "file.sweep": "清理无主附件"}


class FilesConfig(AppConfig):
    name = "foundation.files"
    label = "files"
    verbose_name = "附件"

    def ready(self) -> None:
        from foundation.audit.event_labels import event_label_sources

        event_label_sources.register(lambda: EVENT_LABELS, key=self.label)
