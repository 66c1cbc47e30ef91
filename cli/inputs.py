"""What users give on the line and in files, checked all together before anything is done."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from cli import sample
from routing.errors import Fault, InputError, fault
from routing.formats.closures_table import read_closures
from routing.formats.fleet_table import read_fleet
from routing.formats.hub_slots_table import read_hub_slots
from routing.formats.hubs_table import read_hubs
from routing.formats.location_cells import CheckLocation, unchecked
from routing.formats.products_table import read_product_table
from routing.formats.requests_table import read_requests
from routing.formats.table import Table
from routing.geo import LonLat
from routing.problem.horizon import DEFAULT_ZONE
from routing.problem.records import (
    ClosureRecord,
    FleetRecord,
    HubRecord,
    HubSlotRecord,
    Location,
    Product,
    RequestRecord,
)
from routing.roads.conditions import Season
from routing.service import Network, load_network
from routing.service.locate import find_location_faults

T = TypeVar("T")
SEASONS: tuple[Season, ...] = ("dry", "rain")


def _check_on(network: Network | None) -> CheckLocation:
    return partial(find_location_faults, network) if network else unchecked


class Reader:
    """Reads options and tables one after another and keeps every fault for the end."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def table(self, path: Path, read: Callable[[Path], Table[T]]) -> tuple[T, ...]:
        """Return the records of a table, none when it is faulty."""
        try:
            found = read(path)
        except InputError as error:
            self.faults += error.faults
            return ()
        self.warnings += found.warnings
        return found.records

    def network(self, roads: Path, profiles: Path | None) -> Network | None:
        """Return a network, None when it or a profile is faulty."""
        try:
            return load_network(roads, profiles=profiles)
        except InputError as error:
            self.faults += error.faults
            return None

    def hubs(self, path: Path, network: Network | None = None) -> tuple[HubRecord, ...]:
        """Return the hubs of a table, their places looked up on the roads."""
        check = _check_on(network)
        return self.table(path, lambda source: read_hubs(source, check_location=check))

    def hub_slots(self, path: Path | None) -> tuple[HubSlotRecord, ...]:
        """Return the hub slots of a table, none without one."""
        return () if path is None else self.table(path, read_hub_slots)

    def fleet(self, path: Path) -> tuple[FleetRecord, ...]:
        """Return the fleet of a table."""
        return self.table(path, read_fleet)

    def closures(self, path: Path | None) -> tuple[ClosureRecord, ...]:
        """Return the closures of a table, none without one."""
        return () if path is None else self.table(path, read_closures)

    def products(self, path: Path) -> dict[str, Product]:
        """Return the products of a table by id."""
        return {product.id: product for product in self.table(path, read_product_table)}

    def requests(
        self, path: Path, products: dict[str, Product], network: Network | None = None
    ) -> tuple[RequestRecord, ...]:
        """Return the requests of a table, their places looked up on the roads."""
        check = _check_on(network)
        return self.table(
            path,
            lambda source: read_requests(source, products=products, check_location=check),
        )

    def day(self, value: str | None, option: str, default: date) -> date:
        """Return a date of the form 2025-05-19, the default when none is given."""
        if value is None:
            return default
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.faults.append(fault("cli.bad_date", column=option, value=value))
            return default

    def moment(self, value: str | None, option: str) -> datetime:
        """Return a local time such as 2025-05-20T05:00, now when none is given."""
        if value is None:
            return now()
        try:
            read = datetime.fromisoformat(value)
        except ValueError:
            self.faults.append(fault("cli.bad_moment", column=option, value=value))
            return now()
        return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(DEFAULT_ZONE))

    def season(self, value: str | None) -> Season | None:
        """Return a season by its name, None when the date decides."""
        if value is None:
            return None
        found = next((season for season in SEASONS if season == value), None)
        if found is None:
            self.faults.append(fault("cli.bad_season", column="--season", value=value))
        return found

    def location(self, value: str, option: str) -> Location | None:
        """Return a place, or a position given as longitude and latitude: 103.45,22.40."""
        parts = value.split(",")
        if len(parts) == 1 and value.strip():
            return Location(place=value.strip())
        try:
            lon, lat = (float(part) for part in parts)
        except ValueError:
            self.faults.append(fault("cli.bad_location", column=option, value=value))
            return None
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            self.faults.append(fault("cli.bad_location", column=option, value=value))
            return None
        return Location(lonlat=LonLat(lon, lat))

    def at_least(self, value: float | None, least: float, option: str) -> None:
        """Note a fault when a number is below what is allowed."""
        if value is not None and not value >= least:
            self.faults.append(fault("cli.too_small", column=option, value=value, least=least))

    def stop_if_faulty(self) -> None:
        """Raise all that was found.

        Raises
        ------
        InputError
            When there is a fault.
        """
        if self.faults:
            raise InputError(self.faults)


def choose_table(given: Path | None, roads: Path, default: Path, option: str) -> Path:
    """Return a table's path; the sample's goes with the sample's roads only.

    Raises
    ------
    InputError
        When no table is given for other roads.
    """
    if given is not None:
        return given
    if not sample.is_sample(roads):
        raise InputError([fault("cli.needs_table", column=option, option=option)])
    return default


def now() -> datetime:
    """Return the time of day in the area's zone."""
    return datetime.now(ZoneInfo(DEFAULT_ZONE))


def tomorrow() -> date:
    """Return the next local date, for which plans are made unless another is given."""
    return now().date() + timedelta(days=1)
