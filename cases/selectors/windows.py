"""By which of the three windows of the environment a case came in (M41: 公众参与, 便民办事, 信访投诉)."""

from cases.choices import Channel, Window
from organizations.models import Sector

ENVIRONMENT = "environment"
# A default of this system, not law; the desk puts it right together with the sector.
WINDOW_OF_CHANNEL = {
    Channel.WEB: Window.PARTICIPATION,
    Channel.EMAIL: Window.PARTICIPATION,
    Channel.SMS: Window.PARTICIPATION,
    Channel.HOTLINE: Window.PARTICIPATION,
    Channel.COUNTER: Window.SERVICE,
    Channel.API: Window.SERVICE,
    Channel.PHONE: Window.PETITION,
    Channel.LETTER: Window.PETITION,
    Channel.FILE: Window.PETITION,
}


def fitting_window(sector: Sector | None, *, channel: str, chosen: str = "") -> str:
    """The window for a case of this sector: the chosen one, else that of its channel; empty outside the environment.

    What a register of the sector has shown came by none of them.
    """
    if sector is None or sector.code != ENVIRONMENT:
        return ""
    return chosen or WINDOW_OF_CHANNEL.get(channel, "")
