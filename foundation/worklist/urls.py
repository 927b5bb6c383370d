"""Addresses of the workbench."""

from django.urls import path

from foundation.worklist import message_list, views

app_name = "worklist"
urlpatterns = [
    path("", views.show_workbench, name="workbench"),
    path("todos/<int:pk>/snooze/", views.Snooze.as_view(), name="snooze"),
    path("messages/", message_list.MessageList.as_view(), name="messages"),
    path("messages/read/", views.read_all, name="read-all"),
    path("messages/<int:pk>/open/", views.open_message, name="open-message"),
    path("search/", views.search_everything, name="search"),
]
