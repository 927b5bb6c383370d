"""Sent to packages above, inside the transaction of the act; a receiver writes rows and does nothing else."""

from django.dispatch import Signal

# Arguments: document_id, act (the code of an action of ``documents.actions``: submit, issue, freeze, acknowledge),
# user_id (None for the system).
document_status_changed = Signal()
