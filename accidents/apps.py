from django.apps import AppConfig


class AccidentsConfig(AppConfig):
    name = "accidents"
    label = "accidents"
    verbose_name = "事故"

    def ready(self) -> None:
        from accidents import entrance

        entrance.register()
