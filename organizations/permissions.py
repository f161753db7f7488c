"""Who may do what with the register of areas, units, leaders and sectors."""


def can_read_register(user) -> bool:
    """Everybody who has signed in: who leads which unit is no secret."""
    return user.is_authenticated
