"""Addresses of decisions."""

from django.urls import path

from accountability import act_views, letter_views, replay_views, views
from accountability.letter_api import FurtherLetterViewSet, LetterViewSet

app_name = "accountability"

urlpatterns = [
    path("decisions/", views.DecisionList.as_view(), name="decisions"),
    path("decisions/replay/", replay_views.Replay.as_view(), name="replay"),
    path("decisions/replay/basis/", replay_views.ReplayBasis.as_view(), name="replay_basis"),
    path("decisions/<int:pk>/", views.DecisionBasis.as_view(), name="decision"),
    path("decisions/<int:pk>/approve/", act_views.Approve.as_view(), name="approve"),
    path("decisions/<int:pk>/send-back/", act_views.SendBack.as_view(), name="send_back"),
    path("decisions/<int:pk>/decline/", act_views.Decline.as_view(), name="decline"),
    path("decisions/<int:pk>/confirm/", act_views.Confirm.as_view(), name="confirm"),
    path("decisions/<int:pk>/province/", act_views.RecordProvince.as_view(), name="province"),
    path("decisions/<int:pk>/draft/", letter_views.DraftLetter.as_view(), name="draft_letter"),
    path("decisions/<int:pk>/further/<str:purpose>/", letter_views.DraftFurther.as_view(), name="draft_further"),
    path("letters/<int:pk>/rewrite/", letter_views.RewriteText.as_view(), name="rewrite"),
    path("letters/<int:pk>/details/", letter_views.EditDetails.as_view(), name="details"),
    path("further-letters/<int:pk>/rewrite/", letter_views.RewriteFurther.as_view(), name="rewrite_further"),
    path("further-letters/<int:pk>/details/", letter_views.EditFurtherDetails.as_view(), name="further_details"),
    path("further-letters/<int:pk>/approval/", act_views.RecordApproval.as_view(), name="record_approval"),
    # A file's address has no slash at its end, which the API's router would add.
    path("api/v1/letters/<int:pk>/document.pdf", LetterViewSet.as_view({"get": "pdf"}), name="letter_pdf"),
    path("api/v1/letters/<int:pk>/document.docx", LetterViewSet.as_view({"get": "docx"}), name="letter_docx"),
    path(
        "api/v1/further-letters/<int:pk>/document.docx",
        FurtherLetterViewSet.as_view({"get": "docx"}),
        name="further_letter_docx",
    ),
    path(
        "api/v1/further-letters/<int:pk>/document.pdf",
        FurtherLetterViewSet.as_view({"get": "pdf"}),
        name="further_letter_pdf",
    ),
    path("rulesets/<str:code>/<int:version>/", views.RuleSetPage.as_view(), name="rule_set"),
]
