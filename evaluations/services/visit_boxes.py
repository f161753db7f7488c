"""Changing the key of the numbers that wait for their draw, and of files that wait to be confirmed."""

from django.db import transaction

from accounts.services import first_key, open_text, seal_text
from evaluations.models import Visit
from evaluations.services.visit_records import bound_to

BATCH = 200


@transaction.atomic
def seal_visits_anew() -> int:
    """Seal a batch of waiting numbers with the first of IDENTITY_KEYS that another has sealed; returns how many.

    Files that wait to be confirmed aren't: none waits longer than a day.
    """
    sealed_otherwise = Visit.objects.exclude(phone_box="").exclude(phone_box__startswith=f"{first_key()}:")
    rows = list(sealed_otherwise.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    for row in rows:
        place = bound_to(row.unit_id, row.number)
        row.phone_box = seal_text(open_text(row.phone_box, bound_to=place), bound_to=place)
    Visit.objects.bulk_update(rows, ["phone_box"])
    return len(rows)
