"""Told to packages above, inside the transaction of the act; a receiver writes rows and does nothing else."""

from django.dispatch import Signal

# Arguments: document_id, act, user_id (None for the system). Acts: created, edited, submitted, passed, returned,
# reopened, signed, issuing, issued, acknowledged, withdrawn, voided, revoked,
# partly_revoked, replied, countersigning (asked, answered, asked again, taken back).
document_status_changed = Signal()
