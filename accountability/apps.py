from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "accountability"
    label = "accountability"
    verbose_name = "处理决定"

    def ready(self) -> None:
        from accidents.detail_panels import accident_panels
        from accidents.measure_previews import previewers
        from accountability import receivers
        from accountability.audit import event_labels
        from accountability.badges import register_badges
        from accountability.explain import accident_panels as explanations
        from accountability.letters import guards, panel
        from documents.actions.guards import document_guards
        from documents.panels import document_panels
        from foundation.audit.event_labels import event_label_sources

        receivers.connect()
        register_badges()
        event_label_sources.register(event_labels, key=self.label)
        document_guards.register(guards.reasons_against)
        document_guards.register(guards.follow_up_reasons_against)
        document_panels.register(panel.panel)
        accident_panels.register(explanations.panel, order=10)
        previewers.register(explanations.preview)
