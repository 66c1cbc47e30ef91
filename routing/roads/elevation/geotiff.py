"""Heights from GeoTIFF files, by rasterio."""

from pathlib import Path
from typing import Final

from routing.errors import InputError, fault
from routing.roads.elevation.grid import Grid
from routing.roads.measure import BBox

SUFFIXES: Final = (".tif", ".tiff")


def find_geotiffs(folder: Path) -> tuple[Path, ...]:
    """Return the GeoTIFF files of a folder in order of their names."""
    return tuple(sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES))


def open_geotiff(path: Path, box: BBox) -> Grid | None:
    """Return the samples of a file around a box, None where they do not meet.

    Raises
    ------
    InputError
        When the file is broken, is not in longitude and latitude, or is turned.
    """
    import rasterio  # noqa: PLC0415 - a second to import, for those who bring GeoTIFF
    from rasterio.errors import RasterioError  # noqa: PLC0415 - as above
    from rasterio.windows import Window  # noqa: PLC0415 - as above

    try:
        with rasterio.open(path) as source:
            place = source.transform
            if source.crs is None or not source.crs.is_geographic or place.b or place.d:
                raise InputError([fault("import.tiff_crs", file=str(path), value=str(source.crs))])
            # The transform names the corner of a pixel; samples stand in the middle.
            west, north = place.c + place.a / 2, place.f + place.e / 2
            left = max(int((box[0] - west) / place.a) - 1, 0)
            top = max(int((box[3] - north) / place.e) - 1, 0)
            right = min(int((box[2] - west) / place.a) + 3, source.width)
            bottom = min(int((box[1] - north) / place.e) + 3, source.height)
            if right - left < 2 or bottom - top < 2:
                return None
            window = Window(left, top, right - left, bottom - top)
            samples, void = source.read(1, window=window), source.nodata
    except (RasterioError, OSError) as error:
        why = str(error)
        raise InputError([fault("import.broken_tile", file=str(path), why=why)]) from error
    return Grid(
        samples, west + left * place.a, north + top * place.e, place.a, -place.e, void=void
    )
