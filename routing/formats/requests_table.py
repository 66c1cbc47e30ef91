"""The table of requests: what is to be fetched, where and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from routing.formats import bounds
from routing.formats.columns import Column, TableSpec
from routing.formats.folding import fold
from routing.formats.goods_cells import ProductNames, read_goods
from routing.formats.location_cells import (
    LOCATION_NEED,
    CheckLocation,
    read_location,
    unchecked,
)
from routing.formats.read_table import read_table
from routing.formats.row import Row
from routing.formats.table import Table, TableSource
from routing.formats.terms_cells import read_terms
from routing.problem.horizon import DEFAULT_ZONE
from routing.problem.records import Product, RequestRecord

SERVICE_S: Final = 600
_SHOWN: Final = "%Y-%m-%d %H:%M"

REQUESTS: Final = TableSpec(
    columns=(
        Column("id", "ma", required=True),
        Column("shop", "cua_hang"),
        Column("place", "dia_diem"),
        Column("lon", "kinh_do"),
        Column("lat", "vi_do"),
        Column("product", "san_pham"),
        Column("count", "so_luong"),
        Column("weight_kg", "khoi_luong_kg"),
        Column("volume_m3", "the_tich_m3"),
        Column("ready", "san_sang", required=True),
        Column("due", "han", required=True),
        Column("windows", "khung_gio"),
        Column("service_min", "phut_phuc_vu"),
        Column("hub", "diem_gom"),
        Column("destination", "noi_den"),
        Column("required", "bat_buoc"),
        Column("priority", "uu_tien"),
        Column("penalty", "tien_phat"),
        Column("skills", "ky_nang"),
        Column("contact_name", "nguoi_lien_he"),
        Column("contact_phone", "dien_thoai"),
        Column("notes", "ghi_chu"),
        Column("declared_value", "gia_tri_khai", use="ignored"),
        Column("cod", "thu_ho", use="ignored"),
        Column("kind", "loai"),
        Column("to_place", "noi_giao"),
        Column("to_lon", "kinh_do_giao"),
        Column("to_lat", "vi_do_giao"),
        Column("to_windows", "khung_gio_giao"),
        Column("to_service_min", "phut_giao"),
        Column("from_hub", "tu_diem_gom"),
        Column("wish_by", "mong_truoc"),
        Column("deliver_by", "den_kho_truoc"),
        Column("max_ride_min", "phut_tren_xe_toi_da"),
        Column("tags", "nhan"),
        Column("exclude_tags", "khong_chung_nhan"),
        Column("alternatives", "noi_thay_the"),
        Column("same_vehicle", "cung_xe"),
    ),
    needs=(LOCATION_NEED, (("weight_kg",), ("count", "product"))),
)


def read_requests(
    source: TableSource,
    *,
    products: Mapping[str, Product],
    timezone: str = DEFAULT_ZONE,
    check_location: CheckLocation = unchecked,
) -> Table[RequestRecord]:
    """Return the requests of a table. Times without an offset are of the time zone.

    Parameters
    ----------
    check_location
        Finds what is wrong with a location, so that it is told with the other faults.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    zone = ZoneInfo(timezone)
    names = ProductNames(products)

    def read_row(row: Row) -> RequestRecord | None:
        return _read_request(row, names, zone, check_location)

    return read_table(source, REQUESTS, read_row)


@dataclass(frozen=True, slots=True)
class _When:
    ready: datetime | None
    due: datetime | None
    windows: tuple[tuple[int, int], ...]
    service_s: int


@dataclass(frozen=True, slots=True)
class _Wish:
    hub: str
    required: bool
    priority: int
    penalty_minor: int | None
    skills: frozenset[str]


def _read_request(
    row: Row, names: ProductNames, zone: ZoneInfo, check: CheckLocation
) -> RequestRecord | None:
    request_id = row.id()
    location = read_location(row, check)
    goods = read_goods(row, names)
    when = _read_when(row, zone)
    wish = _read_wish(row)
    terms = read_terms(row, zone, check)
    shop, destination, notes = row.text("shop"), row.text("destination"), row.text("notes")
    contact_name, contact_phone = row.text("contact_name"), _read_phone(row)
    if location is None or when.ready is None or when.due is None or not row.is_clean:
        return None
    return RequestRecord(
        id=request_id,
        location=location,
        ready=when.ready,
        due=when.due,
        weight_g=goods.weight_g,
        volume_ml=goods.volume_ml,
        shop=shop,
        product=goods.product,
        count=goods.count,
        pack_g=goods.pack_g,
        windows=when.windows,
        service_s=when.service_s,
        hub=wish.hub,
        destination=destination,
        required=wish.required,
        priority=wish.priority,
        penalty_minor=wish.penalty_minor,
        skills=wish.skills,
        contact_name=contact_name,
        contact_phone=contact_phone,
        notes=notes,
        derived=goods.derived,
        terms=terms,
        source=row.source,
    )


def _read_when(row: Row, zone: ZoneInfo) -> _When:
    ready = row.moment("ready", zone)
    due = row.moment("due", zone, at_end=True)
    if ready is not None and due is not None and due < ready:
        row.fault(
            "tables.due_before_ready", "due", due=f"{due:{_SHOWN}}", ready=f"{ready:{_SHOWN}}"
        )
    windows = row.windows("windows")
    service_s = row.scaled("service_min", 60, bounds.MINUTES, SERVICE_S)
    return _When(ready, due, windows, service_s)


def _read_wish(row: Row) -> _Wish:
    return _Wish(
        hub=row.name("hub"),
        required=row.flag("required", default=True),
        priority=row.whole("priority", bounds.PRIORITY, 0),
        penalty_minor=row.find_whole("penalty", bounds.MONEY),
        skills=frozenset(fold(skill) for skill in row.words("skills")),
    )


def _read_phone(row: Row) -> str:
    """Return a phone number, warning where a spreadsheet keeps it as a number: a 0 is lost."""
    if isinstance(row.peek("contact_phone"), int | float):
        row.warn("tables.phone_is_number", "contact_phone")
    return row.name("contact_phone")
