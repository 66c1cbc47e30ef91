"""What can be looked up: places on the roads and products."""

from api.knowledge import Knowledge
from api.schemas.place import PlaceList, PlaceRead, ProductList, ProductRead
from api.schemas.quantities import Position, kilograms


def search_places(knowledge: Knowledge, words: str, limit: int) -> PlaceList:
    """Return places by the beginning or a part of their name, old or new, marks or none."""
    return PlaceList(
        items=[
            PlaceRead(
                id=place.id,
                name=place.name,
                kind=place.kind,
                district=place.district,
                province=place.province,
                new_commune=place.new_commune,
                lonlat=Position(lon=place.lonlat.lon, lat=place.lonlat.lat),
                elevation_m=place.elevation_m,
            )
            for place in knowledge.network.places.search(words, limit)
        ]
    )


def list_products(knowledge: Knowledge) -> ProductList:
    """Return every known product, by id."""
    return ProductList(
        items=[
            ProductRead(
                id=product.id,
                name_vi=product.name_vi,
                name_en=product.name_en,
                pack_vi=product.pack_vi,
                pack_kg=kilograms(product.pack_g),
                density_kg_m3=product.density_kg_m3,
                max_hours_in_vehicle=product.max_hours_in_vehicle,
                handling=product.handling,
                tags=sorted(product.tags),
            )
            for _, product in sorted(knowledge.products.items())
        ]
    )
