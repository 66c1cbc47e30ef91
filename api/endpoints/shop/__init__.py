"""Endpoints that shops ask for."""
