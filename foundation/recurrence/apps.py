from django.apps import AppConfig


class RecurrenceConfig(AppConfig):
    name = "foundation.recurrence"
    label = "recurrence"
    verbose_name = "周期事项"

    def ready(self) -> None:
        from foundation.audit.event_labels import event_label_sources
        from foundation.calendar.signals import holidays_changed
        from foundation.files.owners import register_owner
        from foundation.recurrence.checks import HOLIDAYS_DUTY, duty_checks, next_year_is_known
        from foundation.recurrence.models import DutyInstance
        from foundation.recurrence.receivers import on_holidays_changed
        from foundation.recurrence.services import EVIDENCE

        duty_checks.register(next_year_is_known, key=HOLIDAYS_DUTY)
        event_label_sources.register(lambda: {"duty.complete": "完成周期事项"}, key=self.label)
        holidays_changed.connect(on_holidays_changed, dispatch_uid="recurrence.holidays")
        register_owner(DutyInstance, EVIDENCE)
