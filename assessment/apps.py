from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    label = "assessment"
    verbose_name = "考核与报告"

    def ready(self) -> None:
        from assessment import workbench_panel
        from foundation.inbox import workbench
        from foundation.kit import navigation

        workbench.register_panel(30, workbench_panel.panel)
        navigation.register(
            navigation.Entry(
                order=navigation.LEADER, label="领导驾驶舱", url_name="assessment:leader", act="assessment.view"
            )
        )
