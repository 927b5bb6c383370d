from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "foundation.journal"
    label = "journal"
    verbose_name = "操作日志"

    def ready(self) -> None:
        from foundation.kit import navigation

        navigation.register(
            navigation.Entry(order=navigation.JOURNAL, label="操作日志", url_name="journal:events", act="journal.view")
        )
