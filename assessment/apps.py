from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    label = "assessment"
    verbose_name = "考核与报告"

    def ready(self) -> None:
        from assessment import workbench_panel
        from foundation.worklist import workbench

        workbench.panel_makers.register(workbench_panel.panel, order=30)
