from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    label = "assessment"
    verbose_name = "考核与报告"

    def ready(self) -> None:
        from foundation.kit import navigation

        navigation.register(
            navigation.Entry(
                order=navigation.LEADER, label="领导驾驶舱", url_name="assessment:leader", act="assessment.view"
            )
        )
