import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    """The tokens of municipal systems: rows of a table of knox, which itself needs the users."""

    replaces = [
        ('accounts', '0010_written_down'),
        ('accounts', '0011_reset_decisions'),
        ('accounts', '0012_factors_written_down'),
        ('accounts', '0013_two_keys_of_resets'),
        ('accounts', '0014_media_role'),
        ('accounts', '0015_may_be_called'),
    ]

    dependencies = [
        ('accounts', '0001_squashed_0009'),
        ('knox', '0009_extend_authtoken_field'),
    ]

    operations = [
        migrations.CreateModel(
            name='SystemToken',
            fields=[
            ],
            options={
                'verbose_name': 'system token',
                'verbose_name_plural': 'system tokens',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('knox.authtoken',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='systemtoken',
            trigger=pgtrigger.compiler.Trigger(name='written_down', sql=pgtrigger.compiler.UpsertTriggerSql(execute="public.audit_note('token_key', 'digest', '')", func='RETURN NULL;', hash='ed841d9c820eb6ad12dfd4ab3b39cfd2492ad1ab', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_written_down_a864f', table='knox_authtoken', when='AFTER')),
        ),
    ]
