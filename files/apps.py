from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Files that people hand in: checked, sealed, and the copies that others may see."""

    name = "files"
    verbose_name = _("Files")
