"""What ids are called, and whom to call: what people read but a plan does not hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from routing.problem.records import Product, RequestRecord
from routing.texts import LANGS, Lang

Names = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Contact:
    """Who hands over a request, and what they said. Personal: never part of a plan file."""

    name: str = ""
    phone: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """Names by id as (Vietnamese, English); an id without a name is shown as it is."""

    products: Names = field(default_factory=dict)
    profiles: Names = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)

    def product(self, product_id: str, lang: Lang) -> str:
        """Return what a product is called."""
        return _name(self.products, product_id, lang)

    def profile(self, profile_id: str, lang: Lang) -> str:
        """Return what a class of vehicles is called."""
        return _name(self.profiles, profile_id, lang)


NO_LABELS: Final = Labels()


def product_names(products: Iterable[Product]) -> Names:
    """Return the names of products by id."""
    return {product.id: (product.name_vi, product.name_en) for product in products}


def request_contacts(requests: Iterable[RequestRecord]) -> Mapping[str, Contact]:
    """Return whom to call by request, where someone is named or something was noted."""
    return {
        record.id: Contact(record.contact_name, record.contact_phone, record.notes)
        for record in requests
        if record.contact_name or record.contact_phone or record.notes
    }


def _name(names: Names, key: str, lang: Lang) -> str:
    return names[key][LANGS.index(lang)] if key in names else key
