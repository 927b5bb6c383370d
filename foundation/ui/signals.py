"""Signals of the shared pages."""

from django.dispatch import Signal

#: A person saved, renamed or deleted a view of a list; sent inside the transaction. Arguments: ``user``, ``view``,
#: ``message`` (one Chinese sentence).
saved_view_changed = Signal()
