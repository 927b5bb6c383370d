from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    label = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from documents import integration, office_panels
        from documents.actions import RETURN_TODO, event_labels
        from documents.actions.guards import document_guards
        from documents.models import DocumentRecipient
        from documents.panels import document_panels
        from documents.register.bulk_download import PACKAGE
        from documents.signals import document_status_changed
        from documents.workflow import countersigning, file_purposes
        from foundation.audit.event_labels import event_label_sources
        from foundation.files.owners import register_owner
        from foundation.jobs.kinds import job_kinds
        from foundation.ui.search import finders
        from foundation.worklist import workbench

        event_label_sources.register(event_labels, key=self.label)
        finders.register(integration.find, order=40)
        workbench.draft_sources.register(integration.drafts, order=10)
        workbench.returned_kinds.register(RETURN_TODO.code, key=RETURN_TODO.code)
        document_guards.register(countersigning.guard)
        document_status_changed.connect(countersigning.on_document_moved, dispatch_uid="documents.countersigning")
        document_panels.register(office_panels.countersigning_panel)
        document_panels.register(office_panels.replies_panel)
        job_kinds.register(PACKAGE, key=PACKAGE.code)
        register_owner(
            DocumentRecipient, file_purposes.RECEIPT_SCAN, file_purposes.REPLY_FILE, file_purposes.REPLY_SCAN
        )
