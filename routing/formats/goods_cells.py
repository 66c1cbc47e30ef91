"""What a row says of its goods: the product, how many packs, the weight and the volume."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from routing.formats import bounds
from routing.formats.columns import nearest
from routing.formats.folding import fold
from routing.formats.row import Row
from routing.problem.records import Product
from routing.units import GRAMS_PER_KG, ML_PER_M3, divide_half_up, round_half_up

UNKNOWN: Final = "?"
_ML_PER_LITRE: Final = 1000
_MAX_WEIGHT_G: Final = bounds.WEIGHT_KG.high * GRAMS_PER_KG


@dataclass(frozen=True, slots=True)
class Goods:
    """The goods of one request. `derived` names the fields computed from the product."""

    product: str = ""
    count: int = 0
    pack_g: int = 0
    weight_g: int | None = None
    volume_ml: int = 0
    derived: frozenset[str] = frozenset()


class ProductNames:
    """Finds products by id, or by a name that only one of them has."""

    def __init__(self, products: Mapping[str, Product]) -> None:
        self.products = products
        self._by_name: dict[str, set[str]] = {}
        for product in products.values():
            for name in (product.id, product.name_vi, product.name_en):
                self._by_name.setdefault(fold(name), set()).add(product.id)

    def find(self, name: str) -> tuple[str, ...]:
        """Return the ids a name can mean; none when it is unknown."""
        if name in self.products:
            return (name,)
        return tuple(sorted(self._by_name.get(fold(name), ())))

    def suggest(self, name: str) -> str:
        """Return the id most like a name, else those that have it in their names, else all."""
        word = fold(name)
        near = nearest(word, self._by_name)
        found = self._by_name[near] if near else self._having(word)
        return ", ".join(sorted(found or self.products))

    def _having(self, word: str) -> set[str]:
        return {id_ for known, ids in self._by_name.items() if word in known for id_ in ids}


def read_goods(row: Row, names: ProductNames) -> Goods:
    """Return the goods of a row.

    A weight that is given wins over count times pack; the count is kept beside it. A volume
    that is not given follows from the weight and the product's density.
    """
    mark = row.mark
    product = _read_product(row, names)
    count = row.whole("count", bounds.COUNT, 0)
    derived: set[str] = set()
    weight_g = None
    if row.peek("weight_kg") != UNKNOWN:
        weight_kg = row.decimal("weight_kg", bounds.WEIGHT_KG)
        if weight_kg is not None:
            weight_g = max(1, round_half_up(weight_kg * GRAMS_PER_KG))
        elif row.is_clean_since(mark):
            weight_g = _weigh_packs(row, product, count)
            derived.add("weight_g")
    volume_ml = row.scaled("volume_m3", ML_PER_M3, bounds.VOLUME_M3, -1)
    if volume_ml < 0:
        volume_ml = _volume_ml(product, weight_g)
        derived |= {"volume_ml"} if volume_ml else set()
    if not volume_ml and weight_g:
        row.warn("tables.no_volume", "volume_m3")
    return Goods(
        product=product.id if product else "",
        count=count,
        pack_g=product.pack_g if product else 0,
        weight_g=weight_g,
        volume_ml=volume_ml,
        derived=frozenset(derived),
    )


def _read_product(row: Row, names: ProductNames) -> Product | None:
    name = row.name("product")
    if not name:
        return None
    found = names.find(name)
    if len(found) == 1:
        return names.products[found[0]]
    if found:
        row.fault("tables.ambiguous_product", "product", value=name, known=", ".join(found))
    else:
        row.fault("tables.unknown_product", "product", value=name, known=names.suggest(name))
    return None


def _weigh_packs(row: Row, product: Product | None, count: int) -> int:
    """Return count times pack of a row without a weight."""
    if not count:
        if row.has("weight_kg") or row.has("count", "product"):
            row.fault("tables.no_weight", "weight_kg")
    elif product is None:
        row.fault("tables.count_without_product", "weight_kg", count=count)
    elif not product.pack_g:
        row.fault("tables.product_without_pack", "weight_kg", product=product.id)
    elif count * product.pack_g > _MAX_WEIGHT_G:
        value = f"{count} × {product.pack_g / GRAMS_PER_KG:g} kg"
        row.fault("tables.out_of_range", "count", value=value, want=bounds.WEIGHT_KG.want)
    else:
        return count * product.pack_g
    return 0


def _volume_ml(product: Product | None, weight_g: int | None) -> int:
    if product is None or not product.density_kg_m3 or not weight_g:
        return 0
    return divide_half_up(weight_g * _ML_PER_LITRE, product.density_kg_m3)
