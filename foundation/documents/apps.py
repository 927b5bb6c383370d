from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "foundation.documents"
    label = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from foundation.documents import entrance

        entrance.register()
