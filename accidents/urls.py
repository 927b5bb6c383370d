from django.urls import path

from accidents import act_views, register_views, views

app_name = "accidents"
urlpatterns = [
    path("accidents/", views.AccidentListView.as_view(), name="list"),
    path("accidents/new/", register_views.RegisterView.as_view(), name="register"),
    path("accidents/quick/", register_views.QuickView.as_view(), name="quick"),
    path("accidents/level/", register_views.LevelView.as_view(), name="level"),
    path("accidents/autosave/", register_views.AutosaveView.as_view(), name="autosave"),
    path("accidents/counting/", views.counting, name="counting"),
    path("accidents/<str:code>/", views.detail, name="detail"),
    path("accidents/<str:code>/edit/", register_views.EditView.as_view(), name="edit"),
    path("accidents/<str:code>/full/", register_views.RegisterView.as_view(), name="full"),
    path("accidents/<str:code>/submit/", act_views.SubmitView.as_view(), name="submit"),
    path("accidents/<str:code>/verify/", act_views.VerifyView.as_view(), name="verify"),
    path("accidents/<str:code>/return/", act_views.ReturnView.as_view(), name="return"),
    path("accidents/<str:code>/delete/", act_views.DeleteDraftView.as_view(), name="delete"),
    path("accidents/<str:code>/restore/", act_views.RestoreDraftView.as_view(), name="restore"),
    path("accidents/<str:code>/report/", act_views.ReportView.as_view(), name="report"),
    path("accidents/<str:code>/files/", act_views.AttachView.as_view(), name="attach"),
    path("accidents/<str:code>/files/<int:pk>/remove/", register_views.RemoveFileView.as_view(), name="remove-file"),
]
