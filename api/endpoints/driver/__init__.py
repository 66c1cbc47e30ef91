"""Endpoints that drivers fetch."""
