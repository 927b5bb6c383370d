"""部分撤销 in the register book, replies on paper, to whom an upward document is addressed."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

BOOK = """
create view documents_register as
select 2 * id as id, series_id, number_year as year, number, {state} as state,
       id as document_id, null::bigint as reserved_id
  from documents_document where number is not null
union all
select 2 * id + 1, series_id, year, number, state, null::bigint, id
  from documents_reservednumber where state <> 'used'
"""
PARTLY = "case when status = 'issued' and cardinality(partly_revoked_by) > 0 then 'partly_revoked' else status end"
DROP = "drop view documents_register"


def address_requests(apps, schema_editor):
    """请示 have one organ they are addressed to; the fixture says the same to a new city."""
    kinds = apps.get_model("documents", "DocumentKind").objects
    kinds.filter(code="veto_request", main_recipients="").update(main_recipients="市人民政府", copies_to="市委")


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_working_copies"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(DROP, BOOK.format(state="status")),
        pgtrigger.migrations.RemoveTrigger(
            model_name="document",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="document",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="document",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentkind",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentkind",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentkind",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentrecipient",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentrecipient",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="documentrecipient",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="document",
            name="partly_revoked_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60),
                blank=True,
                default=list,
                size=None,
                verbose_name="部分撤销通知文号",
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="partly_revoked_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60),
                blank=True,
                default=list,
                size=None,
                verbose_name="部分撤销通知文号",
            ),
        ),
        migrations.AddField(
            model_name="documentkind",
            name="copies_to",
            field=models.CharField(blank=True, max_length=200, verbose_name="抄送"),
        ),
        migrations.AddField(
            model_name="documentkind",
            name="main_recipients",
            field=models.CharField(blank=True, max_length=60, verbose_name="主送"),
        ),
        migrations.AddField(
            model_name="documentkindevent",
            name="copies_to",
            field=models.CharField(blank=True, max_length=200, verbose_name="抄送"),
        ),
        migrations.AddField(
            model_name="documentkindevent",
            name="main_recipients",
            field=models.CharField(blank=True, max_length=60, verbose_name="主送"),
        ),
        migrations.AddField(
            model_name="documentrecipient",
            name="is_paper_reply",
            field=models.BooleanField(default=False, verbose_name="纸质回复"),
        ),
        migrations.AddField(
            model_name="documentrecipient",
            name="reply_scan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.attachment",
                verbose_name="纸质回复扫描件",
            ),
        ),
        migrations.AddField(
            model_name="documentrecipientevent",
            name="is_paper_reply",
            field=models.BooleanField(default=False, verbose_name="纸质回复"),
        ),
        migrations.AddField(
            model_name="documentrecipientevent",
            name="reply_scan",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="files.attachment",
                verbose_name="纸质回复扫描件",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentevent" ("check_code", "content", "copies_to", "dated_on", "document_number", "drafted_at", "drafted_by_id", "id", "issued_at", "issued_by_id", "kind", "kind_label", "number", "number_year", "partly_revoked_by", "pdf", "pdf_pages", "pdf_sha256", "pdf_signed_by", "pdf_sm3", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "render_attempts", "render_error", "rendered_at", "reply_by", "return_reason", "review_remark", "reviewed_at", "reviewed_by_id", "revoked_at", "revoked_reason", "revokes_because", "revokes_id", "series_id", "sign_remark", "signed_at", "signed_by_id", "status", "submitted_at", "title", "version") SELECT new_values."check_code", new_values."content", new_values."copies_to", new_values."dated_on", new_values."document_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."kind_label", new_values."number", new_values."number_year", new_values."partly_revoked_by", new_values."pdf", new_values."pdf_pages", new_values."pdf_sha256", new_values."pdf_signed_by", new_values."pdf_sm3", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."printed_on", new_values."render_attempts", new_values."render_error", new_values."rendered_at", new_values."reply_by", new_values."return_reason", new_values."review_remark", new_values."reviewed_at", new_values."reviewed_by_id", new_values."revoked_at", new_values."revoked_reason", new_values."revokes_because", new_values."revokes_id", new_values."series_id", new_values."sign_remark", new_values."signed_at", new_values."signed_by_id", new_values."status", new_values."submitted_at", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="43eaf1e3f51703f47e636f2e581f4c7b6280aa7f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_be524",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentevent" ("check_code", "content", "copies_to", "dated_on", "document_number", "drafted_at", "drafted_by_id", "id", "issued_at", "issued_by_id", "kind", "kind_label", "number", "number_year", "partly_revoked_by", "pdf", "pdf_pages", "pdf_sha256", "pdf_signed_by", "pdf_sm3", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "render_attempts", "render_error", "rendered_at", "reply_by", "return_reason", "review_remark", "reviewed_at", "reviewed_by_id", "revoked_at", "revoked_reason", "revokes_because", "revokes_id", "series_id", "sign_remark", "signed_at", "signed_by_id", "status", "submitted_at", "title", "version") SELECT new_values."check_code", new_values."content", new_values."copies_to", new_values."dated_on", new_values."document_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."kind_label", new_values."number", new_values."number_year", new_values."partly_revoked_by", new_values."pdf", new_values."pdf_pages", new_values."pdf_sha256", new_values."pdf_signed_by", new_values."pdf_sm3", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."printed_on", new_values."render_attempts", new_values."render_error", new_values."rendered_at", new_values."reply_by", new_values."return_reason", new_values."review_remark", new_values."reviewed_at", new_values."reviewed_by_id", new_values."revoked_at", new_values."revoked_reason", new_values."revokes_because", new_values."revokes_id", new_values."series_id", new_values."sign_remark", new_values."signed_at", new_values."signed_by_id", new_values."status", new_values."submitted_at", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="58383238acd2001f7232b7dc41a2a501228cd034",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3ed6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentevent" ("check_code", "content", "copies_to", "dated_on", "document_number", "drafted_at", "drafted_by_id", "id", "issued_at", "issued_by_id", "kind", "kind_label", "number", "number_year", "partly_revoked_by", "pdf", "pdf_pages", "pdf_sha256", "pdf_signed_by", "pdf_sm3", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "render_attempts", "render_error", "rendered_at", "reply_by", "return_reason", "review_remark", "reviewed_at", "reviewed_by_id", "revoked_at", "revoked_reason", "revokes_because", "revokes_id", "series_id", "sign_remark", "signed_at", "signed_by_id", "status", "submitted_at", "title", "version") SELECT old_values."check_code", old_values."content", old_values."copies_to", old_values."dated_on", old_values."document_number", old_values."drafted_at", old_values."drafted_by_id", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."kind_label", old_values."number", old_values."number_year", old_values."partly_revoked_by", old_values."pdf", old_values."pdf_pages", old_values."pdf_sha256", old_values."pdf_signed_by", old_values."pdf_sm3", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."printed_on", old_values."render_attempts", old_values."render_error", old_values."rendered_at", old_values."reply_by", old_values."return_reason", old_values."review_remark", old_values."reviewed_at", old_values."reviewed_by_id", old_values."revoked_at", old_values."revoked_reason", old_values."revokes_because", old_values."revokes_id", old_values."series_id", old_values."sign_remark", old_values."signed_at", old_values."signed_by_id", old_values."status", old_values."submitted_at", old_values."title", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1b3284afa24ef793c6d23d0af9dcb736c2745795",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0c008",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentkind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentkindevent" ("basis", "code", "copies_to", "is_free", "is_upward", "label", "main_recipients", "needs_confirmation", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") SELECT new_values."basis", new_values."code", new_values."copies_to", new_values."is_free", new_values."is_upward", new_values."label", new_values."main_recipients", new_values."needs_confirmation", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."code", new_values."series_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d7c446cbbd6155bed1ca8275924a6f0d751b491e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4419a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_documentkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentkindevent" ("basis", "code", "copies_to", "is_free", "is_upward", "label", "main_recipients", "needs_confirmation", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") SELECT new_values."basis", new_values."code", new_values."copies_to", new_values."is_free", new_values."is_upward", new_values."label", new_values."main_recipients", new_values."needs_confirmation", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."code", new_values."series_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e4522c8e322cf8187d77e72f98c183c8b34385f7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_00c53",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_documentkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentkind",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentkindevent" ("basis", "code", "copies_to", "is_free", "is_upward", "label", "main_recipients", "needs_confirmation", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series_id") SELECT old_values."basis", old_values."code", old_values."copies_to", old_values."is_free", old_values."is_upward", old_values."label", old_values."main_recipients", old_values."needs_confirmation", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."code", old_values."series_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce198829deae1a0ca47fb5235d1c71c7f1939a2e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_afaef",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_documentkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentrecipient",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentrecipientevent" ("acknowledged_at", "acknowledged_by_id", "document_id", "id", "is_paper_reply", "must_acknowledge", "must_reply", "on_paper", "organization_id", "paper_signer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "reply", "reply_scan_id", "role", "served_at") SELECT new_values."acknowledged_at", new_values."acknowledged_by_id", new_values."document_id", new_values."id", new_values."is_paper_reply", new_values."must_acknowledge", new_values."must_reply", new_values."on_paper", new_values."organization_id", new_values."paper_signer", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."replied_at", new_values."replied_by_id", new_values."reply", new_values."reply_scan_id", new_values."role", new_values."served_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5be782e59d1343968fcfd4f0d8fad116ffd0ef0e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9e5dd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="documents_documentrecipient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentrecipient",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentrecipientevent" ("acknowledged_at", "acknowledged_by_id", "document_id", "id", "is_paper_reply", "must_acknowledge", "must_reply", "on_paper", "organization_id", "paper_signer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "reply", "reply_scan_id", "role", "served_at") SELECT new_values."acknowledged_at", new_values."acknowledged_by_id", new_values."document_id", new_values."id", new_values."is_paper_reply", new_values."must_acknowledge", new_values."must_reply", new_values."on_paper", new_values."organization_id", new_values."paper_signer", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."replied_at", new_values."replied_by_id", new_values."reply", new_values."reply_scan_id", new_values."role", new_values."served_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c2e27e327d18f7f7f7ebc891d62d14082efc7341",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f2514",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="documents_documentrecipient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentrecipient",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentrecipientevent" ("acknowledged_at", "acknowledged_by_id", "document_id", "id", "is_paper_reply", "must_acknowledge", "must_reply", "on_paper", "organization_id", "paper_signer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "reply", "reply_scan_id", "role", "served_at") SELECT old_values."acknowledged_at", old_values."acknowledged_by_id", old_values."document_id", old_values."id", old_values."is_paper_reply", old_values."must_acknowledge", old_values."must_reply", old_values."on_paper", old_values."organization_id", old_values."paper_signer", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."replied_at", old_values."replied_by_id", old_values."reply", old_values."reply_scan_id", old_values."role", old_values."served_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7a43b52c36be0c09f1556cac4e00395fd744c93d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f1c51",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="documents_documentrecipient",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(BOOK.format(state=PARTLY), DROP),
        migrations.RunPython(address_requests, migrations.RunPython.noop),
    ]
