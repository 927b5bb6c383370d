"""Addresses of official documents."""

from django.urls import path

from foundation.documents import (
    act_views,
    batch_views,
    check_views,
    countersign_views,
    paper_views,
    receipt_views,
    register_views,
    reply_views,
    reserving_views,
    series_views,
    views,
    writing_urls,
)

app_name = "documents"
urlpatterns = [
    path("documents/", views.DocumentList.as_view(), name="list"),
    path("documents/<int:pk>/", views.detail, name="detail"),
    *writing_urls.urlpatterns,
    path("documents/<int:pk>/submit/", act_views.SubmitView.as_view(), name="submit"),
    path("documents/<int:pk>/pass/", act_views.PassView.as_view(), name="pass"),
    path("documents/<int:pk>/return/", act_views.ReturnView.as_view(), name="return"),
    path("documents/<int:pk>/sign/", act_views.SignView.as_view(), name="sign"),
    path("documents/<int:pk>/issue/", act_views.IssueView.as_view(), name="issue"),
    path("documents/<int:pk>/withdraw/", act_views.WithdrawView.as_view(), name="withdraw"),
    path("documents/<int:pk>/revocation/", act_views.DraftRevocationView.as_view(), name="draft_revocation"),
    path("documents/<int:pk>/void/", act_views.VoidView.as_view(), name="void"),
    path(
        "documents/<int:pk>/acknowledge/<int:recipient>/", receipt_views.AcknowledgeView.as_view(), name="acknowledge"
    ),
    path(
        "documents/<int:pk>/acknowledge/<int:recipient>/paper/",
        receipt_views.PaperView.as_view(),
        name="acknowledge_paper",
    ),
    path("documents/<int:pk>/reply/<int:recipient>/", reply_views.ReplyView.as_view(), name="reply"),
    path("documents/<int:pk>/reply/<int:recipient>/paper/", reply_views.PaperReplyView.as_view(), name="reply_paper"),
    path("documents/<int:pk>/remind/", reply_views.RemindView.as_view(), name="remind"),
    path("documents/<int:pk>/countersign/ask/", countersign_views.AskView.as_view(), name="ask_countersign"),
    path("documents/<int:pk>/countersign/<int:asked>/", countersign_views.AnswerView.as_view(), name="countersign"),
    path(
        "documents/<int:pk>/countersign/<int:asked>/withdraw/",
        countersign_views.WithdrawView.as_view(),
        name="withdraw_countersign",
    ),
    path("documents/register/", register_views.RegisterView.as_view(), name="register"),
    path("documents/register/batch/", batch_views.register_batch, name="register_batch"),
    path("documents/register/reserve/", reserving_views.ReserveView.as_view(), name="reserve"),
    path("documents/register/<int:reserved>/void/", reserving_views.VoidReservedView.as_view(), name="void_reserved"),
    path("system/series/", series_views.SeriesListView.as_view(), name="series"),
    path("system/series/<slug:code>/", series_views.SeriesView.as_view(), name="series_edit"),
    path("system/series/kinds/<slug:code>/", series_views.KindView.as_view(), name="kind_edit"),
    path("documents/<int:pk>/pages/<int:page>.png", paper_views.page_image, name="page"),
    path("documents/<int:pk>/draft.pdf", paper_views.draft_pdf, name="draft_pdf"),
    path("documents/<int:pk>/draft-sheet.pdf", paper_views.draft_sheet_pdf, name="draft_sheet"),
    path("documents/<int:pk>/document.pdf", paper_views.document_pdf, name="pdf"),
    path("documents/<int:pk>/document.docx", paper_views.document_docx, name="docx"),
    path("documents/<int:pk>/archive.pdf", batch_views.archive_pdf, name="archive"),
    path("documents/batch/", batch_views.batch, name="batch"),
    path("check/", check_views.check, name="check"),
    path("check/<str:code>/", check_views.check, name="check_code"),
]
