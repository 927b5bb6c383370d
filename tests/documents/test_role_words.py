"""A unit that a document is about is called by what the document does to it."""

import pytest

from documents.models import Document, DocumentRecipient


@pytest.mark.parametrize(
    ("kind", "role", "words"),
    [
        ("notice", "named", "被通报单位"),
        ("yellow_card", "named", "被警告单位"),
        ("veto", "named", "被一票否决单位"),
        ("revocation", "named", "被通报、被警告单位"),
        ("yellow_card", "main", "主送"),
        ("notice", "copy", "抄送"),
    ],
)
def test_the_word_follows_the_kind(kind, role, words):
    assert DocumentRecipient(document=Document(kind=kind), role=role).role_label == words
