"""What vehicle profiles are called."""

from cli.session import session
from routing.service import Network


def profile_name(network: Network, profile_id: str) -> str:
    """Return the name of a profile in the language of the session."""
    profile = network.profiles[profile_id]
    return profile.name_vi if session.lang == "vi" else profile.name_en
