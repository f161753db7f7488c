"""The registers as one table, and the words that they are described with."""

from registers.choices import (
    collective,
    environment,
    food,
    hospitals,
    land,
    safety,
    schools,
    subsidies,
    villages,
)
from registers.choices.shape import Alarm, Column, Figure, FollowUp, Register
from registers.choices.words import (
    BatchState,
    Fate,
    FindingState,
    Kind,
    Level,
    RecordEventName,
    Refusal,
    Source,
)

REGISTERS: dict[str, Register] = {
    register.name: register
    for sector in (
        land,
        villages,
        subsidies,
        collective,
        safety,
        food,
        environment,
        schools,
        hospitals,
    )
    for register in sector.REGISTERS
}
REGISTER_CHOICES = [(name, register.label) for name, register in REGISTERS.items()]

__all__ = [
    "REGISTERS",
    "REGISTER_CHOICES",
    "Alarm",
    "BatchState",
    "Column",
    "Fate",
    "Figure",
    "FindingState",
    "FollowUp",
    "Kind",
    "Level",
    "RecordEventName",
    "Refusal",
    "Register",
    "Source",
]
