"""Addresses of decisions."""

from django.urls import path

from accountability.api.letters import FurtherLetterViewSet, LetterViewSet
from accountability.views import (
    actions,
    decisions,
    letters,
    simulation,
)

app_name = "accountability"

urlpatterns = [
    path("decisions/", decisions.DecisionList.as_view(), name="decisions"),
    path("decisions/replay/", simulation.Replay.as_view(), name="replay"),
    path("decisions/replay/basis/", simulation.ReplayBasis.as_view(), name="replay_basis"),
    path("decisions/<int:pk>/", decisions.DecisionBasis.as_view(), name="decision"),
    path("decisions/<int:pk>/approve/", actions.Approve.as_view(), name="approve"),
    path("decisions/<int:pk>/send-back/", actions.SendBack.as_view(), name="send_back"),
    path("decisions/<int:pk>/decline/", actions.Decline.as_view(), name="decline"),
    path("decisions/<int:pk>/confirm/", actions.Confirm.as_view(), name="confirm"),
    path("decisions/<int:pk>/province/", actions.RecordProvince.as_view(), name="province"),
    path("decisions/<int:pk>/draft/", letters.DraftLetter.as_view(), name="draft_letter"),
    path("decisions/<int:pk>/further/<str:purpose>/", letters.DraftFurther.as_view(), name="draft_further"),
    path("letters/<int:pk>/rewrite/", letters.RewriteText.as_view(), name="rewrite"),
    path("letters/<int:pk>/details/", letters.EditDetails.as_view(), name="details"),
    path("further-letters/<int:pk>/rewrite/", letters.RewriteFurther.as_view(), name="rewrite_further"),
    path("further-letters/<int:pk>/details/", letters.EditFurtherDetails.as_view(), name="further_details"),
    path("further-letters/<int:pk>/approval/", actions.RecordApproval.as_view(), name="record_approval"),
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
    path("rulesets/<str:code>/<int:version>/", decisions.RuleSetPage.as_view(), name="rule_set"),
]
