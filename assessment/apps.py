from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "assessment"
    label = "assessment"
    verbose_name = "考核与报告"
