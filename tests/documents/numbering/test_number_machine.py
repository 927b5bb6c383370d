"""Any order of reserving, voiding, issuing, failing and printing leaves each number exactly once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from documents.models import (
    Document,
    NumberCounter,
    NumberSeries,
    ReservedNumber,
)
from documents.numbering import reservations
from documents.numbering.consistency import number_breaches
from documents.workflow import issuing as issuing_module
from documents.workflow import printing as freezing_module
from documents.workflow import voiding
from foundation.common import clock
from foundation.common.errors import DomainError
from tests.documents.factories import Office, bureau_series, make_office

YEARS = (2020, 2021)
# The steps that are made to fail are names inside these modules.
issuing: Any = issuing_module
freezing: Any = freezing_module


class Failed(Exception):
    """The machine goes down here."""


class NumberMachine(RuleBasedStateMachine):
    """One series, two years, against a list of what each number should have become."""

    office: Office
    text: dict[str, Any]

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.expected: dict[int, list[str]] = {year: [] for year in YEARS}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @property
    def series(self) -> NumberSeries:
        return bureau_series()

    def signed(self, year: int) -> Document:
        """A signed document, made without the steps before, which have tests of their own."""
        return Document.objects.create(
            kind="notice", kind_label="通报", series=self.series, title="通报", content=self.text, status="signed",
            drafted_by=self.office.officer, drafted_at=clock.now(), reviewed_by=self.office.reviewer,
            reviewed_at=clock.now(), signed_by=self.office.leader, signed_at=clock.now(),
            dated_on=clock.today().replace(year=year, month=6, day=1),
        )  # fmt: skip

    def kept(self, year: int) -> ReservedNumber | None:
        return ReservedNumber.objects.filter(year=year, state="reserved").order_by("number").first()

    @rule(year=st.sampled_from(YEARS))
    def reserve(self, year: int) -> None:
        reservations.reserve(user=self.office.officer, series=self.series, year=year, reason="留用")
        self.expected[year].append("reserved")

    @rule(year=st.sampled_from(YEARS))
    def void_a_reserved_one(self, year: int) -> None:
        kept = self.kept(year)
        if kept is not None:
            reservations.void_reserved(user=self.office.officer, reserved=kept, reason="不用了")
            self.expected[year][kept.number - 1] = "voided"

    @rule(year=st.sampled_from(YEARS))
    def issue(self, year: int) -> None:
        issuing.issue(user=self.office.officer, document=self.signed(year))
        self.expected[year].append("issuing")

    @rule(year=st.sampled_from(YEARS))
    def issue_with_a_reserved_number(self, year: int) -> None:
        kept = self.kept(year)
        if kept is not None:
            issuing.issue(user=self.office.officer, document=self.signed(year), reserved=kept)
            self.expected[year][kept.number - 1] = "issuing"

    @rule(year=st.sampled_from(YEARS))
    def issue_with_the_other_years_number(self, year: int) -> None:
        kept = self.kept(YEARS[1 - YEARS.index(year)])
        if kept is not None:
            with pytest.raises(DomainError):
                issuing.issue(user=self.office.officer, document=self.signed(year), reserved=kept)

    @rule(year=st.sampled_from(YEARS), uses_reserved=st.booleans())
    def go_down_after_the_number_was_taken(self, year: int, uses_reserved: bool) -> None:
        document, kept = self.signed(year), self.kept(year) if uses_reserved else None
        complete = issuing.complete_transition

        def fail(**_: Any) -> None:
            raise Failed

        issuing.complete_transition = fail
        try:
            with pytest.raises(Failed):
                issuing.issue(user=self.office.officer, document=document, reserved=kept)
        finally:
            issuing.complete_transition = complete
        document.refresh_from_db()
        assert (document.status, document.number) == ("signed", None)

    @precondition(lambda self: Document.objects.filter(status="issuing").exists())
    @rule()
    def fail_to_print_and_void(self) -> None:
        document = Document.objects.filter(status="issuing").order_by("pk")[0]
        render = freezing.render

        def fail(content: Any) -> None:
            raise OSError("no space left")

        freezing.render = fail
        try:
            failed = freezing.render_and_freeze(document_id=document.pk)
        finally:
            freezing.render = render
        assert (failed.status, failed.number) == ("issuing", document.number)
        voiding.void_number(user=self.office.officer, document=document, reason="不印了")
        assert document.number_year is not None
        assert document.number is not None
        self.expected[document.number_year][document.number - 1] = "voided"

    @invariant()
    def each_number_stands_once(self) -> None:
        assert number_breaches() == []
        for year, states in self.expected.items():
            stored = dict(Document.objects.filter(number_year=year).values_list("number", "status"))
            free = ReservedNumber.objects.filter(year=year).exclude(state="used")
            stored |= dict(free.values_list("number", "state"))
            assert [stored[number] for number in sorted(stored)] == states
            last = NumberCounter.objects.filter(year=year).values_list("last", flat=True).first() or 0
            assert last == len(states)


def test_any_order_of_acts_leaves_no_gap_and_no_double(city: None) -> None:
    from tests.documents.factories import draft

    office = make_office()
    text = draft(office).content
    with clock.at(clock.now().replace(year=2021)):
        NumberMachine.office, NumberMachine.text = office, text
        run_state_machine_as_test(
            NumberMachine,
            settings=settings(
                max_examples=12,
                stateful_step_count=15,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
