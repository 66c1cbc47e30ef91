"""Codes that a phone's camera reads."""

import segno


def draw_code(words: str) -> str:
    """Return a QR code of some words as a drawing to put into a page."""
    return str(segno.make(words, error="m", micro=False).svg_inline(scale=3, border=2))
