"""By which way a complaint came in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a complaint came in."""

    WEB = "web", _("Web form")
    COUNTER = "counter", _("Counter")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("Telephone")
    FILE = "file", _("File import")
    API = "api", _("Municipal system")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    REGISTER = "register", _("Sector register")
    HOTLINE = "hotline", _("Hotline programme")


class Window(TextChoices):
    """By which of the three windows of the environment a complaint came in (M41)."""

    PARTICIPATION = "participation", _("Public participation")
    SERVICE = "service", _("Services to the public")
    PETITION = "petition", _("Petitions and complaints")
