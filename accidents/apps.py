from django.apps import AppConfig


class AccidentsConfig(AppConfig):
    name = "accidents"
    label = "accidents"
    verbose_name = "事故"

    def ready(self) -> None:
        from accidents import integration
        from accidents.actions import FIX_TODO, SUBMIT_TODO
        from accidents.badges import register_badges
        from accidents.models import Accident
        from accidents.services import attachments
        from foundation.files.owners import register_owner
        from foundation.ui.search import finders
        from foundation.worklist import workbench

        register_badges()
        register_owner(Accident, attachments.SCENE_PHOTO, attachments.MATERIAL)
        finders.register(integration.find, order=30)
        workbench.shortcut_makers.register(integration.shortcuts)
        workbench.draft_sources.register(integration.drafts)
        workbench.draft_links.register(integration.draft_links)
        for kind in (SUBMIT_TODO, FIX_TODO):
            workbench.unit_page_kinds.register(kind.code, key=kind.code)
        workbench.returned_kinds.register(FIX_TODO.code, key=FIX_TODO.code)
