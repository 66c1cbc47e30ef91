"""What a process loads once and never changes: roads, products, the rate card."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock

from api.errors import ApiError
from api.living_shelf import LivingShelf
from api.settings import SAMPLE_PRODUCTS, Settings
from routing.errors import Fault, InputError, fault
from routing.formats.products_table import read_products
from routing.pricing.rate_card import RateCard, load_rate_card
from routing.problem.records import Product
from routing.service import Network, load_network

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Knowledge:
    """Roads with their places, what is sent, and what it costs to send it.

    With `own_products` the products are not the sample's: what may ride together, and for how
    long, then holds in plans.
    `living` keeps what this process has worked out of living plans, by their marks; of a
    `demo` nothing counts as driven, since its days lie in the past.
    """

    network: Network
    products: Mapping[str, Product]
    card: RateCard
    own_products: bool = False
    demo: bool = False
    living: LivingShelf = field(default_factory=LivingShelf, compare=False)


class KnowledgeShelf:
    """Loads what the settings name at first use, and hands out the same ever after."""

    def __init__(self, settings: Settings, loaded: Knowledge | None = None) -> None:
        self._settings = settings
        self._loaded = loaded
        self._lock = Lock()

    def get(self) -> Knowledge:
        """Return everything.

        Raises
        ------
        ApiError
            ``NOT_READY``, with the faults of what cannot be loaded.
        """
        with self._lock:
            if self._loaded is None:
                try:
                    self._loaded = load_knowledge(self._settings)
                except InputError as error:
                    _log.error("%s", error)
                    raise ApiError("NOT_READY", faults=error.faults) from error
            return self._loaded


def load_knowledge(settings: Settings) -> Knowledge:
    """Return the roads, products and rate card that the settings name.

    Raises
    ------
    InputError
        With every fault of what cannot be loaded.
    """
    faults: list[Fault] = []
    try:
        network = load_network(
            settings.roads,
            profiles=settings.profiles,
            cache=settings.data_dir / "cache" / "roads",
        )
        faults += _find_usual_fault(settings.compat_profile, network.profiles)
    except InputError as error:
        faults += error.faults
    try:
        products = read_products(settings.products)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    own = settings.products != SAMPLE_PRODUCTS
    return Knowledge(network, products, load_rate_card(), own, settings.demo)


def _find_usual_fault(usual: str, known: Collection[str]) -> list[Fault]:
    if usual in known:
        return []
    want = " | ".join(sorted(known))
    return [fault("api.bad_setting", name="compat_profile", value=usual, want=want)]
