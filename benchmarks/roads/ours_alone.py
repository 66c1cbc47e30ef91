"""Our hierarchy alone on a network laid side by side: for its peak of memory.

python -m benchmarks.roads.ours_alone FOLDER PROFILE SIDE
"""

import sys
from pathlib import Path

import numpy as np

from benchmarks.roads.engines import Ours
from benchmarks.roads.networks import draw_nodes, flat, open_roads, tile, weigh_roads


def main() -> None:
    folder, profile, side = sys.argv[1:]
    network = tile(flat(weigh_roads(open_roads(Path(folder)), profile, "dry")), int(side))
    nodes, ours = draw_nodes(network, 2000), Ours(network)
    ours.order()
    ours.customise()
    ours.close(np.arange(10))
    ours.many_to_many(nodes, nodes)


if __name__ == "__main__":
    main()
