from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "foundation.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        from foundation.audit.event_labels import event_label_sources
        from foundation.jobs.actions import JOB_ACTIONS, OTHER_EVENTS
        from foundation.jobs.kinds import job_kinds
        from foundation.jobs.list_exports import LIST_EXPORT, start_export
        from foundation.ui.exports import background_exports

        event_label_sources.register(lambda: JOB_ACTIONS.event_labels() | OTHER_EVENTS, key=self.label)
        job_kinds.register(LIST_EXPORT, key=LIST_EXPORT.code)
        background_exports.register(start_export)
