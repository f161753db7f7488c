from datetime import timedelta

from django.db import migrations, models

from common.numbering import CHINA

ACT = {"zh-hans": "第二验证因素重置", "zh-hant": "第二驗證因素重置", "en": "Reset of second factors"}


def say_it_as_of_all_acts(apps, schema_editor):
    """What was told of a reset is told now in the words of everything that takes two people."""
    resets = apps.get_model("accounts", "FactorReset").objects.select_related("user")
    for notice in apps.get_model("notices", "Notice").objects.filter(wording="reset_asked"):
        reset = resets.get(pk=int(notice.dedupe_key.split(":")[1]))
        last = reset.expires_at or reset.asked_at
        day = (last - timedelta(seconds=1)).astimezone(CHINA).date()
        notice.wording = "act_asked"
        notice.context = {"number": reset.user.username, "act": ACT, "date": f"{day}"}
        notice.save(update_fields=["wording", "context"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0013_two_keys_of_resets'),
        ('notices', '0017_written_down'),
    ]

    operations = [
        migrations.RunPython(say_it_as_of_all_acts, migrations.RunPython.noop),
    ]
