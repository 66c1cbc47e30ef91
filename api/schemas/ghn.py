"""A fee call as GHN's interface has it, and its answer; what we do not need is not looked at."""

from typing import Annotated

from pydantic import BaseModel, Field

_Name = Annotated[str, Field(max_length=500)]
_Size = Annotated[int, Field(ge=0, le=10_000)]
_Grams = Annotated[int, Field(ge=0, le=1_000_000_000)]
_Dong = Annotated[int, Field(ge=0, le=100_000_000_000)]


class GhnItem(BaseModel):
    """Pieces of an order, each of so many grams."""

    quantity: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    weight: _Grams = 0


class GhnFeeAsked(BaseModel):
    """Numbers of districts and wards, or their names: grams, centimetres, đồng."""

    from_district_id: int | None = None
    from_ward_code: _Name | None = None
    from_ward_name: _Name | None = None
    from_district_name: _Name | None = None
    to_district_id: int | None = None
    to_ward_code: _Name | None = None
    to_ward_name: _Name | None = None
    to_district_name: _Name | None = None
    to_province_name: _Name | None = None
    weight: _Grams = 0
    length: _Size | None = None
    width: _Size | None = None
    height: _Size | None = None
    insurance_value: _Dong | None = None
    cod_value: _Dong | None = None
    items: Annotated[list[GhnItem], Field(max_length=10_000)] | None = None

    @property
    def weight_g(self) -> int:
        """Grams of the parcel, by its items where it says none itself; 0 is unknown."""
        items = self.items or []
        by_items = sum(each.quantity * each.weight for each in items)
        return self.weight or (by_items if all(each.weight for each in items) else 0)

    @property
    def volume_ml(self) -> int:
        """Cubic centimetres of the parcel, 0 when a side is not known."""
        return (self.length or 0) * (self.width or 0) * (self.height or 0)


class GhnFee(BaseModel):
    """A price in đồng; `service_fee` is all of it but the insurance."""

    total: int
    service_fee: int
    insurance_fee: int = 0
    pick_station_fee: int = 0
    coupon_value: int = 0
    r2s_fee: int = 0


class GhnAnswer(BaseModel):
    """The form of every answer."""

    code: int = 200
    message: str = "Success"
    data: GhnFee | None = None
