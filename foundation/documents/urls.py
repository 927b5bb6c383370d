"""Addresses of official documents."""

from django.urls import path

from foundation.documents import views, views_acts, views_pages

app_name = "documents"
urlpatterns = [
    path("documents/", views.DocumentList.as_view(), name="list"),
    path("documents/<int:pk>/", views.detail, name="detail"),
    path("documents/<int:pk>/edit/", views.edit, name="edit"),
    path("documents/<int:pk>/versions/", views.versions, name="versions"),
    path("documents/<int:pk>/submit/", views_acts.SubmitView.as_view(), name="submit"),
    path("documents/<int:pk>/pass/", views_acts.PassView.as_view(), name="pass"),
    path("documents/<int:pk>/return/", views_acts.ReturnView.as_view(), name="return"),
    path("documents/<int:pk>/sign/", views_acts.SignView.as_view(), name="sign"),
    path("documents/<int:pk>/issue/", views_acts.IssueView.as_view(), name="issue"),
    path("documents/<int:pk>/withdraw/", views_acts.WithdrawView.as_view(), name="withdraw"),
    path("documents/<int:pk>/void/", views_acts.VoidView.as_view(), name="void"),
    path("documents/<int:pk>/acknowledge/<int:recipient>/", views_acts.AcknowledgeView.as_view(), name="acknowledge"),
    path(
        "documents/<int:pk>/acknowledge/<int:recipient>/paper/",
        views_acts.PaperView.as_view(),
        name="acknowledge_paper",
    ),
    path("documents/<int:pk>/preview/", views_pages.live_preview, name="preview"),
    path("documents/<int:pk>/pages/<int:page>.png", views_pages.page_image, name="page"),
    path("documents/<int:pk>/draft.pdf", views_pages.draft_pdf, name="draft_pdf"),
    path("documents/<int:pk>/document.pdf", views_pages.document_pdf, name="pdf"),
]
