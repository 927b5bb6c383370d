"""Signals of the calendar."""

from django.dispatch import Signal

#: Days of the holiday table were entered, changed or removed. Sent in the transaction, once a service call.
holidays_changed = Signal()
