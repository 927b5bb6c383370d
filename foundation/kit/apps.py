from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "foundation.kit"
    label = "kit"
    verbose_name = "公用部件"
