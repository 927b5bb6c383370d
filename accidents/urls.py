from django.urls import path

from accidents.views import accidents, actions, register

app_name = "accidents"
urlpatterns = [
    path("accidents/", accidents.AccidentListView.as_view(), name="list"),
    path("accidents/new/", register.RegisterView.as_view(), name="register"),
    path("accidents/quick/", register.QuickView.as_view(), name="quick"),
    path("accidents/level/", register.LevelView.as_view(), name="level"),
    path("accidents/autosave/", register.AutosaveView.as_view(), name="autosave"),
    path("accidents/counting/", accidents.counting, name="counting"),
    path("accidents/<str:code>/", accidents.detail, name="detail"),
    path("accidents/<str:code>/edit/", register.EditView.as_view(), name="edit"),
    path("accidents/<str:code>/full/", register.RegisterView.as_view(), name="full"),
    path("accidents/<str:code>/submit/", actions.SubmitView.as_view(), name="submit"),
    path("accidents/<str:code>/verify/", actions.VerifyView.as_view(), name="verify"),
    path("accidents/<str:code>/return/", actions.ReturnView.as_view(), name="return"),
    path("accidents/<str:code>/delete/", actions.DeleteDraftView.as_view(), name="delete"),
    path("accidents/<str:code>/restore/", actions.RestoreDraftView.as_view(), name="restore"),
    path("accidents/<str:code>/report/", actions.ReportView.as_view(), name="report"),
    path("accidents/<str:code>/files/", actions.AttachView.as_view(), name="attach"),
    path("accidents/<str:code>/files/<int:pk>/remove/", register.RemoveFileView.as_view(), name="remove-file"),
]
