"""The shapes that requests and answers have on the wire."""
