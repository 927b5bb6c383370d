from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "foundation.calendar"
    label = "calendar"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from foundation.audit.event_labels import event_label_sources
        from foundation.calendar.actions import DEADLINE_ACTIONS, HOLIDAY_ACTIONS

        event_label_sources.register(
            lambda: HOLIDAY_ACTIONS.event_labels() | DEADLINE_ACTIONS.event_labels(), key=self.label
        )
