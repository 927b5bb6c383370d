from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yiyang_ems"
    verbose_name = "系统"

    def ready(self) -> None:
        from foundation.audit.event_labels import event_label_sources
        from yiyang_ems import celery  # noqa: F401 - tasks find the application by this import

        event_label_sources.register(lambda: {"demo.seed": "生成演示数据"}, key="demo")
