"""Where a submission came from."""

WEB = "web"


def system_source(user_id: int) -> str:
    """The source word of a municipal system."""
    return f"system:{user_id}"


def file_source(name: str) -> str:
    """The source word of an imported file, by the name that the importer gives it."""
    return f"file:{name}"
