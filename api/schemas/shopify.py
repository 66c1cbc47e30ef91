"""What Shopify's CarrierService asks and is answered; what we do not need is not looked at."""

from typing import Annotated

from pydantic import BaseModel, Field

Whole = Annotated[int, Field(ge=0, le=1_000_000_000)]


class ShopifyAddress(BaseModel):
    """Where a buyer lives, as far as it decides the way."""

    city: str | None = None
    province: str | None = None
    country: str | None = None


class ShopifyItem(BaseModel):
    """One article of a basket. `grams` of 0 are unknown."""

    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    grams: Whole = 0
    requires_shipping: bool = True


class ShopifyRate(BaseModel):
    """A basket and where it goes."""

    destination: ShopifyAddress
    items: Annotated[list[ShopifyItem], Field(max_length=10_000)]
    locale: str = "vi"

    @property
    def weight_g(self) -> int | None:
        """What is to be carried; None when some of it is unknown."""
        carried = [each for each in self.items if each.requires_shipping]
        if not all(each.grams for each in carried):
            return None
        return sum(each.grams * each.quantity for each in carried)


class ShopifyAsked(BaseModel):
    """The body of a call."""

    rate: ShopifyRate


class ShopifyOffer(BaseModel):
    """A price. `total_price` is in hundredths, of the đồng, too, which has none."""

    service_name: str
    service_code: str
    total_price: str
    currency: str
    description: str
    min_delivery_date: str
    max_delivery_date: str


class ShopifyRates(BaseModel):
    """Prices, none where we do not go."""

    rates: list[ShopifyOffer]
