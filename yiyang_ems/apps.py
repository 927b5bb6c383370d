from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "yiyang_ems"
    verbose_name = "系统"

    def ready(self) -> None:
        from yiyang_ems import celery  # noqa: F401 - tasks find the application by this import
