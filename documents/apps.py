from django.apps import AppConfig

#: Chinese names of events that are no rows of the role table.
EVENT_LABELS = {
    "document.freeze": "印制定稿",
    "document.reopen": "退回起草",
    "document.withdraw": "撤下草稿",
    "document.void_number": "文号作废",
    "document.countersign_ask": "送会签",
    "document.countersign_withdraw": "撤回会签",
    "document.remind": "催办回复",
    "document.revoke": "撤销公文",
    "document.revoke_partly": "部分撤销公文",
}


class DocumentsConfig(AppConfig):
    name = "documents"
    label = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from documents import integration, office_panels
        from documents.panels import document_panels
        from documents.signals import document_status_changed
        from documents.workflow import countersigning, selectors
        from documents.workflow.guards import document_guards
        from foundation.audit.event_labels import event_label_sources
        from foundation.files.owners import owners
        from foundation.ui.search import finders
        from foundation.worklist import workbench

        event_label_sources.register(lambda: EVENT_LABELS, key=self.label)
        finders.register(integration.find, order=40)
        workbench.draft_sources.register(integration.drafts, order=10)
        document_guards.register(countersigning.guard)
        document_status_changed.connect(countersigning.on_document_moved, dispatch_uid="documents.countersigning")
        document_panels.register(office_panels.countersigning_panel)
        document_panels.register(office_panels.replies_panel)
        owners.register(selectors.recipients_seen_by, key="documents.documentrecipient")
