"""Requests on the wire."""

from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from api.schemas.page import Kept
from api.schemas.problem import FaultRead
from api.schemas.quantities import (
    ClockWindow,
    CubicMetres,
    Id,
    Ids,
    Kilograms,
    Moment,
    Money,
    Position,
    Words,
    cubic_metres,
    first_instant,
    grams,
    kilograms,
    last_instant,
    millilitres,
)
from api.schemas.terms import TermsRead, TermsUpdate, local_text, terms_members, windows_members
from api.schemas.where import position_of
from routing.problem.records import Product, RequestRecord
from routing.units import divide_half_up

_EXAMPLE: JsonDict = {
    "shop": "HTX Chè Shan",
    "place": "Sin Suối Hồ",
    "product": "tea_shan",
    "weight_kg": 120,
    "ready": "2025-05-19",
    "due": "2025-05-21",
    "windows": [{"start": "07:00", "end": "11:00"}],
    "contact_name": "Giàng A Páo",
    "contact_phone": "0912 000 000",
}


class RequestUpdate(TermsUpdate):
    """Everything that may be stated of a request.

    `weight_kg` null means that the sender does not know it: such a request is kept and
    reported but not planned. Left out, it is `count` packs of the product. A date of `ready`
    begins at its local midnight, a date of `due` lasts to its end.
    """

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    shop: Words = ""
    product: Words = ""
    count: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    weight_kg: Annotated[Kilograms, Field(gt=0)] | None = None
    volume_m3: CubicMetres | None = None
    ready: Moment
    due: Moment
    windows: Annotated[tuple[ClockWindow, ...], Field(max_length=20)] = ()
    service_min: Annotated[int, Field(ge=0, le=1440)] = 10
    destination: Words = ""
    required: bool = True
    priority: Annotated[int, Field(ge=0, le=100)] = 0
    penalty: Money | None = None
    skills: Ids = ()
    contact_name: Words = ""
    contact_phone: Annotated[Words, Field(max_length=40)] = ""
    notes: Words = ""

    @model_validator(mode="after")
    def _windows_end_after_they_start(self) -> Self:
        if any(window.start >= window.end for window in self.windows):
            raise PydanticCustomError("ends_before_start", "want each window's end after start")
        return self

    @property
    def amounts(self) -> tuple[Money, ...]:
        """All that is money."""
        return (*((self.penalty,) if self.penalty else ()), *self.term_amounts)

    def to_record(self, request_id: str, zone: ZoneInfo, product: Product | None) -> RequestRecord:
        """Return the request as the library has it; packs and density come from the product.

        Raises
        ------
        ValueError
            When neither a weight nor packs of a known product are given.
        """
        weight_g, derived = self._find_weight_g(product)
        volume_ml = 0 if self.volume_m3 is None else millilitres(self.volume_m3)
        if self.volume_m3 is None and weight_g is not None and product and product.density_kg_m3:
            volume_ml = divide_half_up(weight_g * 1000, product.density_kg_m3)
            derived.add("volume_ml")
        return RequestRecord(
            id=request_id,
            location=self.to_location(),
            ready=first_instant(self.ready, zone),
            due=last_instant(self.due, zone),
            weight_g=weight_g,
            volume_ml=volume_ml,
            shop=self.shop,
            product=self.product,
            count=self.count,
            pack_g=product.pack_g if product else 0,
            windows=tuple((window.start, window.end) for window in self.windows),
            service_s=self.service_min * 60,
            hub=self.hub,
            destination=self.destination,
            required=self.required,
            priority=self.priority,
            penalty_minor=self.penalty.amount if self.penalty else None,
            skills=frozenset(self.skills),
            contact_name=self.contact_name,
            contact_phone=self.contact_phone,
            notes=self.notes,
            derived=frozenset(derived),
            terms=self.to_terms(zone),
        )

    def _find_weight_g(self, product: Product | None) -> tuple[int | None, set[str]]:
        if self.weight_kg is not None:
            return grams(self.weight_kg), set()
        if self.count and product and product.pack_g:
            return self.count * product.pack_g, {"weight_g"}
        if "weight_kg" in self.model_fields_set:
            return None, set()
        raise ValueError("want weight_kg, or count of a product with a known pack")


class RequestCreate(RequestUpdate):
    """A new request; without an id one is made."""

    model_config = ConfigDict(json_schema_extra={"example": {"id": "R-17", **_EXAMPLE}})

    id: Id | None = None


class RequestRead(TermsRead, Kept):
    """A request as it is kept. `derived` names the members computed from the product."""

    id: str
    state: Literal["booked", "cancelled", "failed"]
    place: str
    lonlat: Position | None
    shop: str
    product: str
    count: int
    weight_kg: float | None
    volume_m3: float
    ready: str
    due: str
    windows: list[dict[str, str]]
    service_min: float
    hub: str
    destination: str
    required: bool
    priority: int
    penalty: Money | None
    skills: list[str]
    contact_name: str
    contact_phone: str
    notes: str
    derived: list[str]

    @staticmethod
    def of(
        record: RequestRecord, kept: Kept, state: str, *, zone: ZoneInfo, currency: str
    ) -> "RequestRead":
        """Return a record as it goes out, its times local."""
        penalty, weight_g = record.penalty_minor, record.weight_g
        return RequestRead.model_validate(
            {
                **kept.model_dump(),
                "id": record.id,
                "state": state,
                "place": record.location.place,
                "lonlat": position_of(record.location.lonlat),
                "shop": record.shop,
                "product": record.product,
                "count": record.count,
                "weight_kg": None if weight_g is None else kilograms(weight_g),
                "volume_m3": cubic_metres(record.volume_ml),
                "ready": local_text(record.ready, zone),
                "due": local_text(record.due, zone),
                "windows": windows_members(record.windows),
                "service_min": record.service_s / 60,
                "hub": record.hub,
                "destination": record.destination,
                "required": record.required,
                "priority": record.priority,
                "penalty": None if penalty is None else Money(amount=penalty, currency=currency),
                "skills": sorted(record.skills),
                "contact_name": record.contact_name,
                "contact_phone": record.contact_phone,
                "notes": record.notes,
                "derived": sorted(record.derived),
                **terms_members(record.terms, zone, currency),
            }
        )


class ImportRead(BaseModel):
    """What an import did: everything in the file, or nothing at all."""

    imported: int
    ids: list[str]
    warnings: list[FaultRead]
