from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "accountability"
    label = "accountability"
    verbose_name = "处理决定"

    def ready(self) -> None:
        from accountability import entrance

        entrance.register()
