from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "foundation.audit"
    label = "audit"
    verbose_name = "操作日志"

    def ready(self) -> None:
        from foundation.audit import receivers
        from foundation.audit.event_labels import event_label_sources
        from foundation.common.permissions import act_labels

        receivers.connect()
        event_label_sources.register(act_labels)
        event_label_sources.register(lambda: {"view.save": "存、改、删列表视图"}, key="ui")
