from django.contrib.admin.apps import AdminConfig


class ConsoleConfig(AdminConfig):
    """The admin console of the discipline commission."""

    default_site = "campaign.console.Console"
