"""The version of the program."""

from importlib import metadata


def find_version() -> str:
    """Return the version that is installed, ``0`` when run without being installed."""
    try:
        return metadata.version("luco")
    except metadata.PackageNotFoundError:
        return "0"
