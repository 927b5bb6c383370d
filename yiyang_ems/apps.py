from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "yiyang_ems"
    verbose_name = "系统"

    def ready(self) -> None:
        from foundation.journal.acts import register_acts
        from yiyang_ems import celery  # noqa: F401 - tasks find the application by this import

        register_acts(lambda: {"demo.seed": "生成演示数据"})
