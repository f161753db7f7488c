from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    """Working days, numbers, paging, forms: what every app may use."""

    name = "common"
    verbose_name = _("Common")
