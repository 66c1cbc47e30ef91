"""Results as a table in Markdown: gaps to the best known by instance, means by set, who wins."""

from statistics import mean

from benchmarks.solver.cases import Case

NAMES = {"luco": "Lù Cở", "pyvrp": "PyVRP", "vroom": "VROOM", "ortools": "OR-Tools"}
TIE = 5e-5
"""Gaps closer than half a hundredth of a per cent are one."""

Runs = list[dict]


def tabulate(cases: list[Case], rows: Runs, solvers: list[str]) -> str:
    """Return a table for each set, and one of the means."""
    shown = list(dict.fromkeys(_label(solver) for solver in solvers))
    families = list(dict.fromkeys(case.family for case in cases))
    parts = [_table(family, cases, rows, shown) for family in families]
    late = [line for label in shown for line in _late(cases, rows, label)]
    parts += ["\n".join(["### Over time", "", *late])] if late else []
    return "\n\n".join(["\n".join(_means(families, cases, rows, shown)), *parts])


def _late(cases: list[Case], rows: Runs, label: str) -> list[str]:
    """Return a line when runs of a solver took more than 5 % or 0.3 s longer than they had."""
    keys = {case.key for case in cases}
    runs = [row for row in rows if row["instance"] in keys and _label(row["solver"]) == label]
    over = [row for row in runs if row["wall_s"] > max(1.05 * row["time_s"], row["time_s"] + 0.3)]
    if not over:
        return []
    worst = max(over, key=lambda row: row["wall_s"] - row["time_s"])
    told = f"{worst['wall_s']:.1f} s for {worst['time_s']:g} on {worst['instance']}"
    return [f"- {label}: {len(over)} of {len(runs)} runs, at most {told}"]


def _label(solver: str) -> str:
    """Return the column of a solver: PyVRP's variants share one, ours have their own."""
    name, _, variant = solver.partition(":")
    shown = NAMES.get(name, name)
    return f"{shown} ({variant})" if variant and name == "luco" else shown


def gaps(case: Case, rows: Runs, label: str, reference: float | None) -> list[float]:
    """Return the gap of each seed: of PyVRP's variants the better one counts."""
    by_seed: dict[int, list[float]] = {}
    for row in rows:
        if row["instance"] == case.key and _label(row["solver"]) == label and _counts(row):
            total = case.total(row["cost"], row["routes"])
            by_seed.setdefault(row["seed"], []).append(total)
    if reference is None:
        return []
    return [min(totals) / reference - 1 for _, totals in sorted(by_seed.items())]


def _counts(row: dict) -> bool:
    return "cost" in row and not row["faults"]


def reference_of(case: Case, rows: Runs) -> float | None:
    """Return the best-known total, or for drawn instances PyVRP's mean, else the best found."""
    if case.best_total is not None:
        return case.best_total
    totals = [1 + gap for gap in gaps(case, rows, "PyVRP", 1.0)]
    if totals:
        return mean(totals)
    ours = [row["cost"] for row in rows if row["instance"] == case.key and _counts(row)]
    return min(ours, default=None)


def _table(family: str, cases: list[Case], rows: Runs, shown: list[str]) -> str:
    mine = [case for case in cases if case.family == family]
    against = "best known" if mine[0].best is not None else "PyVRP's mean"
    lines = [f"### {family}", "", f"| instance | {against} | {' | '.join(shown)} | ahead |"]
    lines.append("|---|---:|" + "---:|" * len(shown) + "---|")
    for case in mine:
        reference = reference_of(case, rows)
        found = {label: gaps(case, rows, label, reference) for label in shown}
        cells = [_cell(case, rows, label, found[label]) for label in shown]
        name = f"{case.name}*" if case.tuned else case.name
        told = "–" if reference is None else _reference(case, reference)
        lines.append(f"| {name} | {told} | {' | '.join(cells)} | {_winner(found)} |")
    for label, pick in (("mean", _all), ("mean, tuned left out", _untuned)):
        chosen = [case for case in mine if pick(case)]
        if chosen and (pick is _all or len(chosen) < len(mine)):
            cells = [_mean_cell(chosen, rows, one) for one in shown]
            lines.append(f"| **{label}** | | {' | '.join(cells)} | |")
    return "\n".join(lines)


def _all(case: Case) -> bool:
    return True


def _untuned(case: Case) -> bool:
    return not case.tuned


def _reference(case: Case, reference: float) -> str:
    if case.best_routes is not None:
        return f"{case.best_routes} / {case.best:,.2f}"
    return f"{reference:,.3f}".rstrip("0").rstrip(".")


def _cell(case: Case, rows: Runs, label: str, found: list[float]) -> str:
    if not found:
        return _why_not(case, rows, label)
    told = f"{100 * mean(found):+.2f}"
    if len(found) > 1:
        told += f" ({100 * min(found):+.2f} … {100 * max(found):+.2f})"
    if case.best_routes is not None:
        routes = [
            row["routes"]
            for row in rows
            if row["instance"] == case.key and _label(row["solver"]) == label and _counts(row)
        ]
        told += f", {mean(routes):g} vehicles"
    return told


def _why_not(case: Case, rows: Runs, label: str) -> str:
    runs = [r for r in rows if r["instance"] == case.key and _label(r["solver"]) == label]
    if not runs:
        return "–"
    return "not valid" if any(row.get("faults") for row in runs) else str(runs[-1].get("error"))


def _mean_cell(cases: list[Case], rows: Runs, label: str) -> str:
    """Return the mean over instances; none when one of them is missing."""
    found = [gaps(case, rows, label, reference_of(case, rows)) for case in cases]
    if not all(found):
        return "–"
    return f"**{100 * mean(mean(each) for each in found):+.2f}**"


def _winner(found: dict[str, list[float]]) -> str:
    means = {label: mean(each) for label, each in found.items() if each}
    if len(means) < 2:
        return ""
    best = min(means.values())
    return " = ".join(label for label, value in means.items() if value <= best + TIE)


def _means(families: list[str], cases: list[Case], rows: Runs, shown: list[str]) -> list[str]:
    lines = [f"| set | instances | s | {' | '.join(shown)} |"]
    lines.append("|---|---:|---:|" + "---:|" * len(shown))
    for family in families:
        mine = [case for case in cases if case.family == family]
        keys = {case.key for case in mine}
        seconds = sorted({row["time_s"] for row in rows if row["instance"] in keys})
        cells = [_mean_cell(mine, rows, label) for label in shown]
        times = ", ".join(f"{each:g}" for each in seconds)
        lines.append(f"| {family} | {len(mine)} | {times} | {' | '.join(cells)} |")
    return lines
