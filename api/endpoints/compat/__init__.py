"""Interfaces that other programs already know."""
