"""Settings: the environment's ``LUCO_*`` over ``luco.toml`` over defaults."""

import ipaddress
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from routing.errors import Fault, InputError, fault
from routing.formats.orders_table import STATUSES
from routing.problem.horizon import DEFAULT_ZONE

_HERE: Final = Path(__file__).resolve().parent.parent
SAMPLE_ROADS: Final = _HERE / "data" / "roads" / "lai_chau"
SAMPLE_PRODUCTS: Final = _HERE / "data" / "sample" / "products.csv"
ACCESSES: Final = ("open", "key", "off")
LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
CONFIG_FILE: Final = "luco.toml"


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def default_planners() -> int:
    """Return how many planner processes this machine should run."""
    return max(1, (os.cpu_count() or 2) - 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose.

    `profiles` are vehicle profiles of one's own, a file or a folder, as ``--profiles`` takes.
    `compat_profile` is what programs mean that know of one profile only (`car`, `driving`).
    `public_url` is the address others call it by, as of a server before it that speaks TLS, and
    `trusted_proxies` are the addresses of such servers; with `tls_cert` and `tls_key` it speaks
    TLS itself. `compat_access` tells who may ask as OSRM's and VROOM's programs do.
    `calls_per_min` bounds each caller (0: none). An option of a quote is held `hold_min` minutes,
    `holds_per_shop` by a shop at a time. Orders of `order_statuses`, joined by bars, are fetched
    when a shop imports them. `lease_s`, `beat_s` and `checkpoint_s` time the planning
    jobs: how long a planner owns a job without a sign of life, how often it gives one, how often
    its best plan is saved. `webhooks_to_loopback` is for tests: webhooks may go to this machine.
    """

    data_dir: Path = Path("var")
    database_url: str = field(default="", repr=False)
    roads: Path = SAMPLE_ROADS
    profiles: Path | None = None
    products: Path = SAMPLE_PRODUCTS
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    trusted_proxies: str = ""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    compat_access: str = ""
    calls_per_min: int = 1200
    hold_min: int = 30
    holds_per_shop: int = 20
    order_statuses: str = "|".join(STATUSES)
    workers: int = 1
    planners: int = field(default_factory=default_planners)
    improve_steps: int = 5_000
    timezone: str = DEFAULT_ZONE
    compat_profile: str = "light_truck"
    lease_s: float = 30.0
    beat_s: float = 10.0
    checkpoint_s: float = 5.0
    poll_s: float = 1.0
    webhooks_to_loopback: bool = False
    demo: bool = False

    @property
    def url(self) -> URL:
        """Where the database is: SQLite in the data folder unless one is named."""
        if not self.database_url:
            return URL.create("sqlite+pysqlite", database=str(self.data_dir / "luco.db"))
        url = make_url(self.database_url)
        if url.drivername in {"postgresql", "postgres"}:
            return url.set(drivername="postgresql+psycopg")
        return url.set(drivername="sqlite+pysqlite") if url.drivername == "sqlite" else url

    @property
    def names(self) -> frozenset[str]:
        """The host names it answers to."""
        given = {self.host, urlsplit(self.public_url).hostname or self.host}
        return LOOPBACK_NAMES | (given - {"0.0.0.0", "::", ""})  # noqa: S104 - not a name

    @property
    def is_secure(self) -> bool:
        """Whether others reach it by TLS only."""
        return self.public_url.startswith("https:") or self.tls_cert is not None

    @property
    def compat(self) -> str:
        """Who may ask as OSRM's and VROOM's programs do: whoever is here, if not told."""
        is_here = is_loopback(self.host) and not self.public_url
        return self.compat_access or ("open" if is_here else "key")

    @property
    def files(self) -> Path:
        """Folder of what was uploaded."""
        return self.data_dir / "files"

    @property
    def backups(self) -> Path:
        """Folder of the backups made before upgrades."""
        return self.data_dir / "backups"


def load_settings(
    environment: Mapping[str, str] | None = None, *, config: Path | None = None
) -> Settings:
    """Return the settings of this process.

    `config` is the TOML file; by default ``LUCO_CONFIG``, else ``luco.toml`` in the current
    folder when there is one.

    Raises
    ------
    InputError
        With every unknown or unusable setting.
    """
    environment = os.environ if environment is None else environment
    raw, faults = _read_config(_find_config(environment, config))
    for name in _PARSERS:
        variable = f"LUCO_{name.upper()}"
        if variable in environment:
            raw[name] = (variable, environment[variable])
    chosen: dict[str, object] = {}
    for name, (origin, value) in raw.items():
        try:
            chosen[name] = _PARSERS[name](value)
        except ValueError as error:
            faults.append(fault("api.bad_setting", name=origin, value=value, want=str(error)))
    if faults:
        raise InputError(faults)
    return replace(Settings(), **chosen)  # type: ignore[arg-type]  # parsed by name just above


def with_given(settings: Settings, **given: object) -> Settings:
    """Return settings with what was given in their place; None is not given."""
    chosen = {name: value for name, value in given.items() if value is not None}
    return replace(settings, **chosen)  # type: ignore[arg-type]  # by name, as the fields have it


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the environment variables that give a child process the same settings."""
    values = {item.name: getattr(settings, item.name) for item in fields(settings)}
    for name in ("demo", "webhooks_to_loopback"):
        values[name] = int(getattr(settings, name))
    return {
        f"LUCO_{name.upper()}": "" if value is None else str(value)
        for name, value in values.items()
    }


def _find_config(environment: Mapping[str, str], config: Path | None) -> Path | None:
    if config is not None:
        return config
    if "LUCO_CONFIG" in environment:
        return Path(environment["LUCO_CONFIG"])
    return Path(CONFIG_FILE) if Path(CONFIG_FILE).is_file() else None


def _read_config(path: Path | None) -> tuple[dict[str, tuple[str, object]], list[Fault]]:
    if path is None:
        return {}, []
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return {}, [fault("api.bad_config", file=str(path), error=str(error))]
    known = {name: (name, value) for name, value in table.items() if name in _PARSERS}
    unknown = sorted(set(table) - set(known))
    return known, [fault("api.unknown_setting", file=str(path), name=name) for name in unknown]


def _whole(low: int, high: int) -> Callable[[object], int]:
    def parse(value: object) -> int:
        text = str(value)
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ValueError(f"{low}–{high}")
        return int(text)

    return parse


def _seconds(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = -1.0
    if not 0.05 <= seconds <= 86_400:
        raise ValueError("0.05–86400 s")
    return seconds


def _zone(value: object) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (KeyError, OSError, ValueError) as error:
        raise ValueError("IANA, e.g. Asia/Ho_Chi_Minh") from error


def _database(value: object) -> str:
    want = "sqlite:///FILE, postgresql://USER@HOST/NAME"
    if not value:
        return ""
    try:
        backend = make_url(str(value)).get_backend_name()
    except ArgumentError as error:
        raise ValueError(want) from error
    if backend not in {"sqlite", "postgresql", "postgres"}:
        raise ValueError(want)
    return str(value)


def parse_public_url(value: object) -> str:
    """Return an address as links begin with it.

    Raises
    ------
    ValueError
        When it is none of the web.
    """
    parts = urlsplit(str(value))
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query):
        raise ValueError("https://HOST/")
    return str(value).rstrip("/") + "/" if value else ""


def _access(value: object) -> str:
    if value and value not in ACCESSES:
        raise ValueError(" | ".join(ACCESSES))
    return str(value)


def _flag(value: object) -> bool:
    return str(value).lower() in {"1", "true"}


def _path(value: object) -> Path:
    if not str(value):
        raise ValueError("PATH")
    return Path(str(value)).expanduser()


def _path_or_none(value: object) -> Path | None:
    return _path(value) if str(value) else None


_PARSERS: Final[dict[str, Callable[[object], object]]] = {
    "data_dir": _path,
    "database_url": _database,
    "roads": _path,
    "profiles": _path_or_none,
    "products": _path,
    "host": str,
    "port": _whole(0, 65_535),
    "public_url": parse_public_url,
    "trusted_proxies": str,
    "tls_cert": _path_or_none,
    "tls_key": _path_or_none,
    "compat_access": _access,
    "calls_per_min": _whole(0, 1_000_000),
    "hold_min": _whole(1, 1440),
    "holds_per_shop": _whole(0, 10_000),
    "order_statuses": str,
    "workers": _whole(1, 64),
    "planners": _whole(0, 64),
    "improve_steps": _whole(0, 10_000_000),
    "timezone": _zone,
    "compat_profile": str,
    "lease_s": _seconds,
    "beat_s": _seconds,
    "checkpoint_s": _seconds,
    "poll_s": _seconds,
    "webhooks_to_loopback": _flag,
    "demo": _flag,
}
