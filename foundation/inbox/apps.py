"""To-dos, messages and the workbench."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "foundation.inbox"
    label = "inbox"
    verbose_name = "工作台"

    def ready(self) -> None:
        from foundation.inbox.selectors import count_waiting, saved_views_of
        from foundation.journal.acts import register_acts
        from foundation.kit import navigation, saved_views

        register_acts(lambda: {"todo.snooze": "暂缓待办", "view.save": "存、改、删列表视图"})
        saved_views.register_finder(saved_views_of)
        navigation.register(
            navigation.Entry(
                order=navigation.WORKBENCH, label="工作台", url_name="inbox:workbench", count=count_waiting
            )
        )
