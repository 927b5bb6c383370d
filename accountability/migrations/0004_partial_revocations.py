"""Letters of which a part was revoked before documents could say so."""

from django.db import migrations

FILL = """
update documents_document as document set partly_revoked_by = found.numbers
  from (
    select document_id, array_agg(document_number order by further_id) as numbers
      from (
        select distinct letter.document_id, further.id as further_id, notice.document_number
          from accountability_letter as letter
          join accountability_decision as decision on decision.letter_id = letter.id and decision.status = 'revoked'
          join accountability_furtherletter_decisions as named on named.decision_id = decision.id
          join accountability_furtherletter as further
            on further.id = named.furtherletter_id and further.purpose = 'revocation'
          join documents_document as notice on notice.id = further.document_id and notice.status = 'issued'
      ) as each
     group by document_id
  ) as found
 where document.id = found.document_id and document.status = 'issued'
"""


class Migration(migrations.Migration):
    dependencies = [("accountability", "0003_letter_details"), ("documents", "0008_partial_revocations")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
