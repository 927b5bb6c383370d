from django.urls import path

from foundation.files import views

app_name = "files"
urlpatterns = [path("files/<int:pk>/", views.download, name="download")]
