"""A plan's summary as JSON: schema ``luco.summary/1``."""

from dataclasses import asdict
from typing import Final

from routing.formats.json_lines import JsonObject
from routing.plan.summary import Summary
from routing.plan.totals import Totals

SUMMARY_SCHEMA: Final = "luco.summary/1"


def summary_to_json(summary: Summary, currency: str) -> JsonObject:
    """Return a summary as JSON values; a ratio without a denominator is null."""
    return {
        "schema": SUMMARY_SCHEMA,
        "currency": currency,
        "plan": _totals(summary.plan),
        "own_motorbike": _totals(summary.own_motorbike),
        "one_village": _totals(summary.one_village),
        "load_factors": asdict(summary.load_factors),
        "left_out": asdict(summary.left_out),
    }


def _totals(totals: Totals) -> JsonObject:
    return asdict(totals) | {
        "cost_per_kg_minor": _rounded(totals.cost_per_kg_minor),
        "co2_g_per_kg": _rounded(totals.co2_g_per_kg),
    }


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 3)
