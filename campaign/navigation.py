"""What every staff page shows around its content."""


def staff_navigation(request) -> dict:
    return {}
