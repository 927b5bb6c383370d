"""Addresses of decisions."""

from django.urls import path

from accountability.api.letters import FollowUpLetterViewSet, LetterViewSet
from accountability.views import (
    actions,
    decisions,
    letter_texts,
    letters,
    simulation,
)

app_name = "accountability"

urlpatterns = [
    path("decisions/", decisions.DecisionListView.as_view(), name="decisions"),
    path("decisions/replay/", simulation.SimulationView.as_view(), name="simulation"),
    path("decisions/replay/basis/", simulation.SimulationBasisView.as_view(), name="simulation_basis"),
    path("decisions/<int:pk>/", decisions.DecisionBasisView.as_view(), name="decision"),
    path("decisions/<int:pk>/approve/", actions.Approve.as_view(), name="approve"),
    path("decisions/<int:pk>/send-back/", actions.SendBack.as_view(), name="send_back"),
    path("decisions/<int:pk>/decline/", actions.Decline.as_view(), name="decline"),
    path("decisions/<int:pk>/confirm/", actions.Confirm.as_view(), name="confirm"),
    path("decisions/<int:pk>/province/", actions.RecordProvince.as_view(), name="province"),
    path("decisions/<int:pk>/draft/", letters.DraftLetterView.as_view(), name="draft_letter"),
    path("decisions/<int:pk>/further/<str:purpose>/", letters.DraftFollowUpView.as_view(), name="draft_follow_up"),
    path("letters/<int:pk>/rewrite/", letter_texts.RewriteLetterView.as_view(), name="rewrite"),
    path("letters/<int:pk>/details/", letter_texts.EditDetailsView.as_view(), name="details"),
    path("further-letters/<int:pk>/rewrite/", letter_texts.RewriteFollowUpView.as_view(), name="rewrite_follow_up"),
    path("further-letters/<int:pk>/details/", letter_texts.EditFollowUpDetailsView.as_view(), name="follow_up_details"),
    path("further-letters/<int:pk>/approval/", actions.RecordApproval.as_view(), name="record_approval"),
    # A file's address has no slash at its end, which the API's router would add.
    path("api/v1/letters/<int:pk>/document.pdf", LetterViewSet.as_view({"get": "pdf"}), name="letter_pdf"),
    path("api/v1/letters/<int:pk>/document.docx", LetterViewSet.as_view({"get": "docx"}), name="letter_docx"),
    path(
        "api/v1/further-letters/<int:pk>/document.docx",
        FollowUpLetterViewSet.as_view({"get": "docx"}),
        name="follow_up_letter_docx",
    ),
    path(
        "api/v1/further-letters/<int:pk>/document.pdf",
        FollowUpLetterViewSet.as_view({"get": "pdf"}),
        name="follow_up_letter_pdf",
    ),
    path("rulesets/<str:code>/<int:version>/", decisions.RuleSetView.as_view(), name="rule_set"),
]
