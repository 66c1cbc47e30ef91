"""Heights: elevation tiles, and what they say of the slopes of roads."""
