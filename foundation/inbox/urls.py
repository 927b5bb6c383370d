"""Addresses of the workbench."""

from django.urls import path

from foundation.inbox import message_list, view_views, views

app_name = "inbox"
urlpatterns = [
    path("", views.show_workbench, name="workbench"),
    path("todos/<int:pk>/snooze/", views.Snooze.as_view(), name="snooze"),
    path("messages/", message_list.MessageList.as_view(), name="messages"),
    path("messages/read/", views.read_all, name="read-all"),
    path("messages/<int:pk>/open/", views.open_message, name="open-message"),
    path("views/", view_views.list_views, name="views"),
    path("views/save/", view_views.SaveView.as_view(), name="save-view"),
    path("views/<int:pk>/rename/", view_views.RenameView.as_view(), name="rename-view"),
    path("views/<int:pk>/delete/", view_views.DeleteView.as_view(), name="delete-view"),
    path("search/", views.search_everything, name="search"),
]
