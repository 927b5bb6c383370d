from django.apps import AppConfig


class AccidentsConfig(AppConfig):
    name = "accidents"
    label = "accidents"
    verbose_name = "事故"
