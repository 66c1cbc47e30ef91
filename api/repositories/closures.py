"""Closures by time."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col

from api.tables import Closure


def in_force(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a closure holds at a time."""
    return col(Closure.start) <= at, col(Closure.end) > at


def not_over(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a closure holds at a time or later."""
    return (col(Closure.end) > at,)


def overlapping(start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a closure holds at some time from start to before end."""
    return col(Closure.start) < end, col(Closure.end) > start
