"""Endpoints that coordinators plan with."""
