from django.apps import AppConfig


class AccidentsConfig(AppConfig):
    name = "accidents"
    label = "accidents"
    verbose_name = "事故"

    def ready(self) -> None:
        from accidents.models import Accident
        from foundation.files.owners import register_owner

        register_owner(Accident._meta.label_lower, Accident.objects.visible_to)
