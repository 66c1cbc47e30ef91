"""All figures of the roads, ours and peers', in one run of some minutes.

scripts/bench roads FOLDER [--extract FILE.osm.pbf] [--elevation DIR] [--tiles 1 6 10]

FOLDER holds roads made by `luco roads import`. With the extract that they were made from, OSRM
and the import are measured, too. Every table is printed as soon as it is measured.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.roads import osrm_peer, whole
from benchmarks.roads.engines import Engine, NetworkX, Ours, list_engines
from benchmarks.roads.goals import Outcome, find_slack, judge, print_outcomes
from benchmarks.roads.networks import Network, draw_nodes, flat, open_roads, tile, weigh_roads
from benchmarks.roads.speed import Race, Table, print_table
from routing.roads.hierarchy import warm_up

SIZE = 2000
ROUNDS = {1: 7, 6: 3, 10: 1}


def main() -> None:
    options = read_options()
    roads = flat(weigh_roads(open_roads(options.folder), options.profile, "dry"))
    warm_up()
    outcomes: list[Outcome] = []
    slack = 1.0
    for side in sorted(options.tiles):
        if side > 1:
            outcomes.append(whole.measure_peak(options.folder, options.profile, side))
        rows = race(roads, side, options.extract)
        slack = find_slack(rows) if side == 1 else slack
        outcomes += judge(side, rows, slack, Ours.name)
    outcomes += whole.measure_answers(options.folder, options.profile, slack)
    if options.extract:
        outcomes += whole.measure_import(options.extract, options.elevation, slack)
    print_outcomes(outcomes, slack)


def read_options() -> argparse.Namespace:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("folder", type=Path, help="imported roads")
    parser.add_argument("--extract", type=Path, help="what they were imported from")
    parser.add_argument("--elevation", type=Path, help="folder of heights for the import")
    parser.add_argument("--profile", default="truck")
    parser.add_argument("--tiles", type=int, nargs="+", default=[1, 6, 10])
    options = parser.parse_args()
    if options.extract and not options.extract.exists():
        parser.error(f"{options.extract}: no such extract")
    return options


def race(roads: Network, side: int, extract: Path | None) -> Table:
    """Measure all engines on the network laid side by side; print and return their table."""
    network = tile(roads, side) if side > 1 else roads
    nodes = draw_nodes(network, SIZE)
    engines = [each for each in list_engines(network) if side == 1 or each.name != NetworkX.name]
    with tempfile.TemporaryDirectory() as folder:
        if side == 1 and extract and osrm_peer.is_installed():
            pair = int(nodes[0]), int(nodes[1])
            engines[2:2] = prepare_osrm(network, extract, Path(folder), pair)
        rows = Race(engines, network, nodes).run(ROUNDS.get(side, 1))
    print_table(network, rows, Ours.name)
    return rows


def prepare_osrm(
    network: Network, extract: Path, folder: Path, pair: tuple[int, int]
) -> list[Engine]:
    """Return both forms of OSRM, each on roads of its own."""
    forms: list[Engine] = []
    car = osrm_peer.shipped_profile("car")
    places = list(zip(network.lon.tolist(), network.lat.tolist(), strict=True))
    for form in ("CH", "MLD"):
        prepared = osrm_peer.extract_roads(extract, car, folder / form)
        engine = osrm_peer.Osrm(form, prepared, places)
        engine.order()
        engine.choose_segments(*pair)
        forms.append(engine)
    return forms


if __name__ == "__main__":
    main()
