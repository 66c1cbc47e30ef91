"""What an option of a quote says: looked for anew in the plan, and kept with its booking."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from api.services.hauls import load_hauls
from api.services.living import Head
from api.services.living_codec import read_record
from api.services.plan_offers import Pickup, covers, list_offers
from api.services.quote_answers import tell_departure
from api.services.scope import Scope
from api.tables import Quote
from routing.errors import InputError
from routing.pricing.lanes import Departure
from routing.pricing.levels import Level
from routing.pricing.lines import Goods, Way
from routing.pricing.options import Option
from routing.problem.records import RequestRecord


@dataclass(frozen=True)
class Agreed:
    """An option as it was offered: `basis` of its quote, what was `quoted`, what was `shown`."""

    basis: dict[str, Any]  # Any: JSON
    quoted: dict[str, Any]  # Any: JSON
    shown: dict[str, Any]  # Any: JSON

    @property
    def start(self) -> datetime:
        """From when on service may begin."""
        return datetime.fromisoformat(self.quoted["start"])

    @property
    def end(self) -> datetime:
        """Until when service may begin."""
        return datetime.fromisoformat(self.quoted["end"])

    def record(self, booking_id: str, shop: str) -> RequestRecord:
        """Return what is to be fetched, with the promise as its hard times."""
        record = read_record(self._pickup["record"])
        return replace(record, id=booking_id, ready=self.start, due=self.end, shop=shop)

    def find_fit(self, scope: Scope, head: Head, record: RequestRecord) -> Option | None:
        """Return the cheapest offer of the plan that keeps all of it, None when there is none."""
        if not covers(scope, head, record.ready, record.due):
            return None
        product = scope.knowledge.products.get(record.product)
        values = (self.basis[name] for name in ("declared_minor", "cod_minor"))
        goods = Goods(record.weight_g or 0, record.volume_ml, product, *values)
        zone = self._departure["zone"] if self._departure else ""
        try:
            haul = load_hauls(scope).to(zone)
        except InputError:  # no lane goes there any more
            return None
        pickup = Pickup(record, goods, Way(*self._pickup["way"]), self.quoted["mark"], haul)
        offers = list_offers(scope, head, [pickup])
        is_express = self.shown["level"] == Level.EXPRESS
        fitting = [
            each
            for each in offers
            if (each.level is Level.EXPRESS) == is_express and self._is_in_time(each.departure)
        ]
        best = min(fitting, key=lambda each: each.quote.total_minor, default=None)
        is_dearer = best is not None and best.quote.total_minor > self.quoted["price_minor"]
        return None if is_dearer else best

    def terms(self, departure: Departure | None) -> dict[str, Any]:  # Any: JSON
        """Return what its booking keeps of it."""
        told = tell_departure(departure)
        return {
            "planned_minor": self.quoted["planned_minor"],
            "lines": self.quoted.get("lines", []),
            "declared_minor": self.basis["declared_minor"],
            "cod_minor": self.basis["cod_minor"],
            "meeting_point": self.quoted["meeting_point"],
            "departure": told.model_dump() if told else None,
        }

    @property
    def _pickup(self) -> dict[str, Any]:  # Any: JSON
        found: dict[str, Any] = self.basis["pickups"][self.quoted["mark"]]
        return found

    @property
    def _departure(self) -> dict[str, Any] | None:  # Any: JSON
        found: dict[str, Any] | None = self.shown["departure"]
        return found

    def _is_in_time(self, departure: Departure | None) -> bool:
        """Tell whether a departure brings the goods there when it was promised."""
        if self._departure is None:
            return True
        promised = date.fromisoformat(self._departure["arrives_on"])
        return departure is not None and departure.arrives_on <= promised


def read_agreed(quote: Quote, option_id: str) -> Agreed | None:
    """Return an option of a quote; None when it was not offered."""
    quoted = quote.basis["options"].get(option_id)
    shown = [each for each in quote.offer["options"] if each["option_id"] == option_id]
    return Agreed(quote.basis, quoted, shown[0]) if quoted and shown else None
