"""An office that drafts, reviews, signs and issues letters without end: `python -m stress.office LEDGER`.

After any database fault it starts the next letter; it records only what a service returned.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

import django


def main(ledger: Path) -> None:
    django.setup()
    from django.db import Error, connection

    ending = False

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal ending
        ending = True

    signal.signal(signal.SIGTERM, end)
    number = 0
    while not ending:
        number += 1
        try:
            document = _issue(number)
        except Error as error:
            print(f"{number}: {error}", flush=True)
            connection.close()
            time.sleep(0.5)
            continue
        with ledger.open("a") as file:
            file.write(json.dumps({"document": document.pk, "number": document.document_number}) + "\n")
            file.flush()
            os.fsync(file.fileno())


def _issue(number: int) -> Any:
    """Take one letter through its whole life up to its number."""
    from documents.workflow import issuing
    from foundation.accounts.models import User

    return issuing.issue(user=User.objects.get(username="officer"), document=signed_letter(number))


def signed_letter(number: int) -> Any:
    """Make a letter up to the leader's signature, through the services, by three different people."""
    from documents.content.builder import compose
    from documents.models import NumberSeries
    from documents.typesetting.content.blocks import Lead, Paragraph
    from documents.workflow import drafting, review, signing
    from documents.workflow.drafting import RecipientInput
    from foundation.accounts.models import User
    from foundation.organizations.models import Organization

    people = {user.username: user for user in User.objects.filter(username__in=["officer", "reviewer", "leader"])}
    series = NumberSeries.objects.select_related("issuer").get(code="bureau-document")
    content = compose(
        series,
        title=f"关于第{number}次试验情况的通报",
        main_recipients="桃江县人民政府",
        blocks=(Lead("现将有关情况通报如下。"), Paragraph("请有关单位吸取教训，举一反三。")),
        copies_to="",
        note="此件公开发布",
    )
    document = drafting.create_document(
        user=people["officer"],
        kind="notice",
        kind_label="通报",
        series=series,
        content=content,
        recipients=[RecipientInput(Organization.objects.get(code="430922"), "main")],
    )
    document = review.submit(user=people["officer"], document=document)
    document = review.pass_review(user=people["reviewer"], document=document)
    return signing.sign(user=people["leader"], document=document)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
