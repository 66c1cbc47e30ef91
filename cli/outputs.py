"""Plans into folders, and the few lines that programs read of them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from cli.session import session
from routing.formats.labels import Labels, product_names, request_contacts
from routing.formats.summary_json import summary_to_json
from routing.formats.write_outputs import write_outputs
from routing.problem.records import Product, RequestRecord
from routing.service import Network, Outcome


def label_plan(
    network: Network, products: Iterable[Product], requests: Iterable[RequestRecord]
) -> Labels:
    """Return what products, vehicles and senders are called in a plan's files."""
    return Labels(
        products=product_names(products),
        profiles={
            profile.id: (profile.name_vi, profile.name_en) for profile in network.profiles.values()
        },
        contacts=request_contacts(requests),
    )


def write_plan(
    network: Network,
    outcome: Outcome,
    folder: Path,
    labels: Labels,
    *,
    draw: bool = True,
    days: Sequence[int] = (),
) -> list[Path]:
    """Write all files of a plan and return their paths; maps of some days beside its own."""
    closed = {edge for closure in outcome.conditions.closures for edge in closure.edges}
    return write_outputs(
        outcome.plan,
        summary_to_json(outcome.summary, outcome.plan.currency),
        folder,
        graph=network.graph,
        places=network.places,
        closed_edges=sorted(closed),
        pictures=draw,
        map_days=days if draw else (),
        lang=session.lang,
        labels=labels,
    )


def plan_brief(outcome: Outcome, files: list[Path]) -> dict[str, object]:
    """Return what a program wants to know of a plan beside its files."""
    plan = outcome.plan
    return {
        "plan_id": plan.plan_id,
        "version": plan.version,
        "routes": len(plan.routes),
        "cost": {"amount": plan.cost.total_minor, "currency": plan.currency},
        "dropped": [
            {
                "request": gone.request,
                "part": gone.part,
                "state": gone.state,
                "reasons": [reason.code.value for reason in gone.reasons],
            }
            for gone in plan.dropped
        ],
        "violations": len(plan.violations),
        "stopped_by": plan.search.stopped_by,
        "summary": summary_to_json(outcome.summary, outcome.plan.currency),
        "files": [str(file) for file in files],
    }
