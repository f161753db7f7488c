"""What takes two people is one mechanism: the same columns and constraints in each of its tables."""

from datetime import datetime, time, timedelta

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from common.numbering import CHINA


def let_waiting_lapse(apps, schema_editor):
    """What waits already has as long as what is asked for today."""
    today = timezone.localdate(timezone=CHINA)
    for model, days in (("IdentityRequest", 15), ("PublicAnswer", 60), ("CaseRequest", 30)):
        ends = datetime.combine(today + timedelta(days=days + 1), time.min, tzinfo=CHINA)
        apps.get_model("cases", model).objects.filter(decision="").update(expires_at=ends)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0029_event_handed_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField('publicanswer', 'written_by', 'asked_by'),
        migrations.RenameField('publicanswer', 'written_at', 'asked_at'),
        pgtrigger.migrations.RemoveTrigger(
            model_name='caserequest',
            name='request_stays',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='publicanswer',
            name='public_answer_text_stays',
        ),
        migrations.RemoveConstraint(
            model_name='caserequest',
            name='request_decision_is_whole',
        ),
        migrations.RemoveConstraint(
            model_name='caserequest',
            name='request_two_persons',
        ),
        migrations.RemoveConstraint(
            model_name='identityrequest',
            name='identity_decision_is_whole',
        ),
        migrations.RemoveConstraint(
            model_name='identityrequest',
            name='identity_two_persons',
        ),
        migrations.RemoveConstraint(
            model_name='publicanswer',
            name='public_answer_one_at_a_time',
        ),
        migrations.RemoveConstraint(
            model_name='publicanswer',
            name='public_answer_decision_is_whole',
        ),
        migrations.RemoveConstraint(
            model_name='publicanswer',
            name='public_answer_two_persons',
        ),
        migrations.AddField(
            model_name='caserequest',
            name='decision_note',
            field=models.TextField(blank=True, verbose_name='remark'),
        ),
        migrations.AddField(
            model_name='caserequest',
            name='expires_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='lapses at'),
        ),
        migrations.AddField(
            model_name='identityrequest',
            name='expires_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='lapses at'),
        ),
        migrations.AddField(
            model_name='publicanswer',
            name='expires_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='lapses at'),
        ),
        migrations.AddField(
            model_name='publicanswer',
            name='reason',
            field=models.TextField(blank=True, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='caserequest',
            name='reason',
            field=models.TextField(blank=True, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='identityrequest',
            name='reason',
            field=models.TextField(blank=True, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='publicanswer',
            name='asked_at',
            field=models.DateTimeField(verbose_name='asked at'),
        ),
        migrations.AlterField(
            model_name='publicanswer',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caserequest',
            trigger=pgtrigger.compiler.Trigger(name='request_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='79a126e0ce4b7efbd0e0fdd7ed85dd00603a83fb', operation='UPDATE', pgid='pgtrigger_request_decided_once_d1c53', table='cases_caserequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caserequest',
            trigger=pgtrigger.compiler.Trigger(name='request_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.case_id IS DISTINCT FROM OLD.case_id OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.unit_id IS DISTINCT FROM OLD.unit_id OR NEW.days IS DISTINCT FROM OLD.days THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='11cd8fe2ca472d0c20962b927a94acb9d8268d2b', operation='UPDATE', pgid='pgtrigger_request_stays_c5d5b', table='cases_caserequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identityrequest',
            trigger=pgtrigger.compiler.Trigger(name='identity_request_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='09d83f5eb180bdcea83935b1bfcf35ce1c417474', operation='UPDATE', pgid='pgtrigger_identity_request_decided_once_1f424', table='cases_identityrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identityrequest',
            trigger=pgtrigger.compiler.Trigger(name='identity_request_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.case_id IS DISTINCT FROM OLD.case_id THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='ba0a23218b195a1651580196bb7fd7c2dc52653a', operation='UPDATE', pgid='pgtrigger_identity_request_stays_f6d35', table='cases_identityrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicanswer',
            trigger=pgtrigger.compiler.Trigger(name='public_answer_decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."decision" = \'\'))', func="\n            IF (NEW.decision, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM\n               (OLD.decision, OLD.decided_by_id, OLD.decided_at) THEN\n                RAISE EXCEPTION 'this was decided already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='058613a16341fad16fe5cb16d5bc0e89b968a6fb', operation='UPDATE', pgid='pgtrigger_public_answer_decided_once_941a6', table='cases_publicanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicanswer',
            trigger=pgtrigger.compiler.Trigger(name='public_answer_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.asked_by_id IS DISTINCT FROM OLD.asked_by_id OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.asked_at IS DISTINCT FROM OLD.asked_at OR NEW.title IS DISTINCT FROM OLD.title OR NEW.matter IS DISTINCT FROM OLD.matter OR NEW.outcome IS DISTINCT FROM OLD.outcome OR NEW.slug IS DISTINCT FROM OLD.slug OR NEW.case_id IS DISTINCT FROM OLD.case_id THEN\n                RAISE EXCEPTION 'these words were decided on and stay as they are' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='7f5ad0c43f55353f1a85312a46b9c50d194f6b8a', operation='UPDATE', pgid='pgtrigger_public_answer_stays_78d6c', table='cases_publicanswer', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='caserequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='cases_caserequest_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='caserequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='cases_caserequest_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='cases_identityrequest_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='identityrequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='cases_identityrequest_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='publicanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', None), ('decision', 'lapsed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ('granted', 'refused'))), _connector='OR'), name='cases_publicanswer_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='publicanswer',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='cases_publicanswer_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='publicanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('decision__in', ['', 'granted']), ('withdrawn_at', None)), fields=('case',), name='public_answer_one_at_a_time'),
        ),
        migrations.RunPython(let_waiting_lapse, migrations.RunPython.noop),
    ]
