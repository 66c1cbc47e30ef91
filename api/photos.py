"""Photos as they are kept: small, turned upright, without what a camera writes beside them."""

import fcntl
import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES: Final = 300_000
MOST_PIXELS: Final = 40_000_000
LONG_SIDE: Final = 1600
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITIES: Final = (85, 75, 65, 50, 35)


class BadPhotoError(Exception):
    """What was sent is no picture that can be kept; says why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of a photo: where they begin, how many there are in all, and its hash."""

    sha256: str
    size: int
    offset: int
    content: bytes


def keep_piece(folder: Path, event_id: str, piece: Piece) -> tuple[int, bytes]:
    """Add a piece to what has arrived; return how much that is, and the whole once it is there.

    A piece that does not begin where the last one ended changes nothing.

    Raises
    ------
    BadPhotoError
        When the whole is not what its hash says; it must be sent again from the start.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{event_id}-{piece.sha256}"
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        arrived = os.fstat(file.fileno()).st_size
        if piece.offset == arrived:
            file.write(piece.content)
            file.flush()
            arrived += len(piece.content)
        if arrived < piece.size:
            return arrived, b""
        whole = path.read_bytes()
        if len(whole) != piece.size or hashlib.sha256(whole).hexdigest() != piece.sha256:
            file.truncate(0)
            raise BadPhotoError("sha256")
        return arrived, whole


def forget_pieces(folder: Path, event_id: str, sha256: str) -> None:
    """Remove what has arrived of a photo that is stored now."""
    (folder / f"{event_id}-{sha256}").unlink(missing_ok=True)


def store_photo(folder: Path, sent: bytes) -> tuple[str, int]:
    """Write a photo anew as JPEG, and return its file's name and size.

    Position, time and make of the camera are left out; the name is the hash of what is kept.

    Raises
    ------
    BadPhotoError
        When it is no picture, or too large a one.
    """
    made = _encode(sent)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{hashlib.sha256(made).hexdigest()}.jpg"
    aside = folder / f".{name}.{os.getpid()}"
    aside.write_bytes(made)
    aside.chmod(0o600)
    aside.replace(folder / name)
    return name, len(made)


def _encode(sent: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(sent), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadPhotoError(f"{opened.width} × {opened.height}")
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadPhotoError("JPEG | PNG | WEBP") from error
    picture.thumbnail((LONG_SIDE, LONG_SIDE))
    plain = Image.new("RGB", picture.size)
    plain.paste(picture)
    for quality in _QUALITIES:
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    plain.thumbnail((LONG_SIDE // 2, LONG_SIDE // 2))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITIES[-1])
    return out.getvalue()
