"""Topologies kept on disk: built once per network, mapped into memory ever after."""

import hashlib
import logging
import shutil
from pathlib import Path
from typing import Final
from uuid import uuid4

import numpy as np

from routing.roads.hierarchy.fields import Ints, Longs
from routing.roads.hierarchy.topology import Topology, Tree, build_topology

FORMAT: Final = 1
"""Raised when a stored topology can no longer be read as it was written."""

KEPT: Final = 8
"""So many topologies stay in a folder."""

_DIGEST_SIZE: Final = 32

_LOG = logging.getLogger(__name__)


def load_or_build(folder: Path, n_nodes: int, tail: Longs, head: Longs) -> Topology:
    """Return the topology of exactly these edges from a folder, else build and store it there.

    Several are kept, since each kind of vehicle may keep other turns; the oldest go. A folder
    that cannot be written is no hindrance: the log says so, and the topology is built anew each
    time.
    """
    digest = digest_of(n_nodes, tail, head)
    stored = folder / digest
    if stored.is_dir():
        return load_topology(stored)
    built = build_topology(n_nodes, tail, head)
    try:
        save_topology(built, stored)
        _remove_oldest(folder)
    except OSError as error:
        _LOG.warning("hierarchy not kept in %s: %s", folder, error)
    return built


def digest_of(n_nodes: int, tail: Longs, head: Longs) -> str:
    """Return a hash of a network's edges, in their order."""
    content = hashlib.sha256(f"{FORMAT}:{n_nodes}:{len(tail)}".encode())
    for ends in (tail, head):
        content.update(np.ascontiguousarray(ends, "<i8").tobytes())
    return content.hexdigest()[:_DIGEST_SIZE]


def save_topology(topology: Topology, folder: Path) -> None:
    """Write a topology as a new folder, which is there whole or not at all."""
    draft = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
    draft.mkdir(parents=True)
    try:
        arrays = {"rank": topology.rank, "slot": topology.slot, **topology.tree._asdict()}
        for name, array in arrays.items():
            np.save(draft / f"{name}.npy", array)
        draft.replace(folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        # another process may have stored the same meanwhile
        if not folder.is_dir():
            raise


def load_topology(folder: Path) -> Topology:
    """Return a stored topology, its arrays mapped into memory."""
    tree = Tree(*(_map(folder, name) for name in Tree._fields))
    return Topology(_map(folder, "rank"), _map(folder, "slot"), tree)


def _map(folder: Path, name: str) -> Ints:
    array: Ints = np.load(folder / f"{name}.npy", mmap_mode="r")
    return array.view(np.ndarray)


def _remove_oldest(folder: Path) -> None:
    """Leave the newest topologies; processes that have others open keep what they mapped."""
    stored = [each for each in folder.iterdir() if len(each.name) == _DIGEST_SIZE]
    stored.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    for each in stored[KEPT:]:
        shutil.rmtree(each)
