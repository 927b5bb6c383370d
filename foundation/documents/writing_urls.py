"""Addresses of writing: the editor, its page, pasted text, kept texts, documents begun from nothing."""

from django.urls import path

from foundation.documents import copy_views, editing_views, free_views, version_views

urlpatterns = [
    path("documents/new/", free_views.new, name="new"),
    path("documents/paste/", editing_views.paste, name="paste"),
    path("documents/<int:pk>/edit/", editing_views.edit, name="edit"),
    path("documents/<int:pk>/preview/", editing_views.live_preview, name="preview"),
    path("documents/<int:pk>/working-copy/", copy_views.autosave, name="autosave"),
    path("documents/<int:pk>/working-copy/discard/", copy_views.discard, name="discard_copy"),
    path("documents/<int:pk>/recipients/", free_views.recipients, name="recipients"),
    path("documents/<int:pk>/versions/", version_views.versions, name="versions"),
    path("documents/<int:pk>/versions/<int:number>/restore/", version_views.RestoreView.as_view(), name="restore"),
]
