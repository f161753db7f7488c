import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


# Called by the triggers of `common.triggers.audited`. It belongs to the owner of the tables and runs with the owner's rights, so a
# restricted role needs none to write entries and can't make any up. Of a row that was entered or deleted every column counts.
AUDIT_NOTE = """
CREATE FUNCTION public.audit_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    key text := TG_ARGV[0];
    by_name_only text[] := string_to_array(TG_ARGV[1], ',');
    unnoted text[] := string_to_array(TG_ARGV[2], ',');
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    changed jsonb;
BEGIN
    SELECT jsonb_object_agg(
               col, CASE WHEN col = ANY (by_name_only) THEN 'null'::jsonb
                         ELSE jsonb_build_array(before -> col, after -> col) END)
    INTO changed
    FROM jsonb_object_keys(before || after) col
    WHERE col <> ALL (unnoted) AND coalesce(before -> col, 'null') <> coalesce(after -> col, 'null');
    IF changed IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.audit_auditentry (at, act, actor_id, database_role, "table", "row", changes)
    VALUES (clock_timestamp(), lower(TG_OP), nullif(current_setting('audit.actor', true), '')::bigint,
            session_user, TG_TABLE_NAME, (before || after) ->> key, changed);
    RETURN NULL;
END $$;
-- A role that could hang it on a table of its own could make entries up.
REVOKE EXECUTE ON FUNCTION public.audit_note() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    """The register; before its tables what every app builds on."""

    replaces = [
        ('organizations', '0001_extensions'),
        ('organizations', '0002_initial'),
        ('organizations', '0003_names_of_columns'),
        ('organizations', '0004_telephones'),
        ('organizations', '0005_written_down'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        # Trigrams, for finding units by a part of their name; GiST over numbers, for periods that must not overlap.
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(AUDIT_NOTE, "DROP FUNCTION public.audit_note()"),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_hant', models.CharField(blank=True, max_length=120, verbose_name='name in traditional characters')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
            ],
            options={
                'verbose_name': 'official',
                'verbose_name_plural': 'officials',
                'ordering': ['code'],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='814dae2b36b6723c99a02d04f376256392d2ad7b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_c999a', table='organizations_person', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_hant', models.CharField(blank=True, max_length=120, verbose_name='name in traditional characters')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('is_first', models.BooleanField(default=False, verbose_name='first responsible person')),
            ],
            options={
                'verbose_name': 'leading post',
                'verbose_name_plural': 'leading posts',
                'ordering': ['unit', '-is_first', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_hant', models.CharField(blank=True, max_length=120, verbose_name='name in traditional characters')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='code')),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='number')),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='what it covers')),
                ('summary_hant', models.CharField(blank=True, max_length=300, verbose_name='what it covers, in traditional characters')),
                ('summary_en', models.CharField(blank=True, max_length=500, verbose_name='what it covers, in English')),
            ],
            options={
                'verbose_name': 'sector',
                'verbose_name_plural': 'sectors',
                'ordering': ['number'],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='dbed62f211571295d610a0cfeb41450ad04700a3', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_71e41', table='organizations_sector', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_hant', models.CharField(blank=True, max_length=120, verbose_name='name in traditional characters')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.CharField(max_length=6, verbose_name='code')),
                ('level', models.CharField(max_length=10, verbose_name='level')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.area', verbose_name='belongs to')),
            ],
            options={
                'verbose_name': 'area',
                'verbose_name_plural': 'areas',
                'ordering': ['code', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='area_code_once_a_day'), models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('code',), name='area_code_current_once'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='area_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'province'), ('parent', None)), models.Q(models.Q(('level', 'province'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='area_only_province_has_no_parent')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='50506fbf84e390e70cb2d0bfbb96b5764c2311c8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_ad811', table='organizations_area', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SectorLead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(max_length=20, verbose_name='line of work')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('cues', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='cue words')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads', to='organizations.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'sector lead',
                'verbose_name_plural': 'sector leads',
                'ordering': ['sector', 'position'],
                'constraints': [models.UniqueConstraint(fields=('sector', 'line'), name='sector_lead_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='62946ad2b26bfde984242641851a606dcbd6aeb1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_eb15f', table='organizations_sectorlead', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SectorWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=30, verbose_name='word')),
                ('weight', models.FloatField(default=1.0, verbose_name='weight')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='organizations.sector', verbose_name='sector')),
            ],
            options={
                'verbose_name': 'sector word',
                'verbose_name_plural': 'sector words',
                'ordering': ['sector', 'word'],
                'constraints': [models.UniqueConstraint(fields=('sector', 'word'), name='sector_word_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='4f9442c4dd994d07a5db724126ae67a484023aa9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_dce2e', table='organizations_sectorword', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='organizations.person', verbose_name='official')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tenures', to='organizations.post', verbose_name='post')),
            ],
            options={
                'verbose_name': 'tenure',
                'verbose_name_plural': 'tenures',
                'ordering': ['post', '-from_on'],
                'constraints': [models.UniqueConstraint(fields=('post', 'person', 'from_on'), name='tenure_once'), models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='tenure_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), (models.Func(models.F('from_on'), models.F('to_on'), models.Value('[]'), function='DATERANGE', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='tenure_one_holder_a_day')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='4c112d6db836b3c42507299c2db7f4fb7c3f9150', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_17c74', table='organizations_tenure', when='AFTER'))],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='holders',
            field=models.ManyToManyField(related_name='posts', through='organizations.Tenure', to='organizations.person', verbose_name='officials'),
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_hant', models.CharField(blank=True, max_length=120, verbose_name='name in traditional characters')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('pinyin', models.CharField(blank=True, max_length=250, verbose_name='pinyin')),
                ('kind', models.CharField(max_length=12, verbose_name='kind')),
                ('line', models.CharField(max_length=20, verbose_name='line of work')),
                ('lineage', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, help_text='This unit and everybody who can command it.', size=None)),
                ('phone', models.CharField(blank=True, db_default='', help_text='Officials can put it into what they write to a citizen.', max_length=30, verbose_name='telephone for citizens')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='organizations.area', verbose_name='area')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.unit', verbose_name='superior unit')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
                'ordering': ['code'],
                'indexes': [models.Index(fields=['line', 'area'], name='organizatio_line_ccb9b2_idx'), django.contrib.postgres.indexes.GinIndex(fields=['lineage'], name='unit_lineage'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('pinyin'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_en'), name='gin_trgm_ops'), name='unit_names')],
                'triggers': [pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='95ac12a8787cdaab7edcb3aa336266c07d08c0e8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_637f8', table='organizations_unit', when='AFTER'))],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('unit', 'name'), name='post_once_in_unit'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('unit',), name='post_one_first_in_unit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='post',
            trigger=pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('id', '', '')", func='RETURN NULL;', hash='682e36855940191f6a098f98e39ea0223ea88a7f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_b63db', table='organizations_post', when='AFTER')),
        ),
    ]
