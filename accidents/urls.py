from django.urls import path

from accidents import views

app_name = "accidents"
urlpatterns = [path("accidents/<str:code>/", views.detail, name="detail")]
