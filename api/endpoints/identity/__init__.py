"""Endpoints of who one is, and of who did what."""
