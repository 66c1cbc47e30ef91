"""Improve a plan by ruin and recreate on compiled arithmetic, which keeps every rule."""

from typing import ClassVar, Final

import numpy as np

from routing.problem.problem import Problem
from routing.problem.sequences import Sequences
from routing.solver.drafts import draft_of, draft_price, new_draft, put_route, sequences_of
from routing.solver.engine import Turn, Workshop
from routing.solver.kernel import columns as col
from routing.solver.kernel.draft import Draft
from routing.solver.kernel.facts import Facts, Floats
from routing.solver.kernel.ground import COUNTS, MOST_OFFERS, OFFER, RETRIED, THOROUGH, Ground
from routing.solver.kernel.pricing import INFINITE
from routing.solver.kernel.searching import Record, ruin_and_recreate
from routing.solver.kernel.work import SUMS, new_work, order_room, trip_room
from routing.solver.proposal import Proposal

STARTS: Final = 8
"""Orders of insertion tried for the first plan."""
MOST_RETRIED: Final = 8
"""Requests left out earlier that one round tries again."""
HEAT: Final = (1.0, 0.01)
"""First and last temperature, in shares of what a request costs on average."""
FLEET_HEAT: Final = (5.0, 0.05)
"""The same where vehicles cost more or less before they drive.

To drive with other kinds of vehicles a plan must first become dearer by what they cost a day.
"""


class RuinRecreate:
    """A search that goes on from turn to turn, cooling as the bound is used up."""

    name: ClassVar[str] = "ruin_recreate"

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._ground = new_ground(workshop)
        kinds = np.unique(workshop.facts.rates[:, col.FIXED])
        self._span = FLEET_HEAT if len(kinds) > 1 else HEAT
        self._work = new_work(workshop.facts)
        self._draft = new_draft(workshop.facts)
        self._record = new_record(self._draft)
        self._seen: Sequences | None = None
        self._proposed: Sequences | None = None

    @classmethod
    def supports(cls, problem: Problem) -> bool:
        """Tell that this engine keeps every rule there is."""
        return bool(problem.requests and problem.shifts)

    def allowed_part(self, plan: Sequences) -> Sequences:
        """Return the routes of a plan that are allowed, with the breaks they need."""
        return sequences_of(self._workshop.facts, draft_of(self._workshop.facts, plan))

    def fill(self, plan: Sequences) -> Sequences:
        """Return the best of a few ways of inserting what a plan leaves out."""
        self._stand_at(plan)
        self._ground.counts[RETRIED], self._ground.counts[THOROUGH] = len(self._draft.where), 1
        self._run(STARTS, 1.0)
        self._ground.counts[RETRIED], self._ground.counts[THOROUGH] = MOST_RETRIED, 0
        return self._best()

    def propose(self, turn: Turn) -> Proposal | None:
        """Return the best plan met, when it is new."""
        if turn.plan is not self._seen and turn.plan is not self._proposed:
            self._stand_at(turn.plan)
        self._seen = turn.plan
        before = self._record.price[0]
        self._run(turn.steps, self._heat(turn.fraction))
        self._workshop.pool.add(self._draft)
        if self._record.price[0] >= before:
            return None
        self._proposed = self._best()
        return Proposal(self._proposed)

    def _stand_at(self, plan: Sequences) -> None:
        self._draft = draft_of(self._workshop.facts, plan)
        self._record = new_record(self._draft)
        self._record.price[0] = draft_price(self._workshop.facts, self._draft)

    def _run(self, rounds: int, heat: float) -> None:
        facts, draft = self._workshop.facts, self._draft
        ruin_and_recreate(facts, draft, self._record, self._ground, rounds, heat, self._work)

    def _heat(self, fraction: float) -> float:
        served = int((self._draft.where >= 0).sum())
        each = float(self._draft.price.sum()) / max(1, served)
        first, last = self._span
        return float(max(1e-3, each * first * (last / first) ** fraction))

    def _best(self) -> Sequences:
        facts, draft = self._workshop.facts, new_draft(self._workshop.facts)
        for shift in np.flatnonzero(self._record.length).tolist():
            order = self._record.order[shift, : self._record.length[shift]]
            put_route(facts, draft, shift, int(self._record.hub[shift]), order)
        self._workshop.pool.add(draft)
        return sequences_of(facts, draft)


def new_record(draft: Draft) -> Record:
    """Return a record that holds the routes of a draft and no price yet."""
    return Record(draft.order.copy(), draft.length.copy(), draft.hub.copy(), np.zeros(1))


def new_ground(workshop: Workshop) -> Ground:
    """Return what a search knows, with room for what it writes down."""
    facts, around = workshop.facts, workshop.surroundings
    requests, shifts, room = len(facts.terms), len(facts.shift), order_room(facts)
    counts = np.zeros(COUNTS, np.int64)
    counts[RETRIED] = MOST_RETRIED
    return Ground(
        nearest=around.nearest,
        alone=around.alone_by_group,
        by_alone=around.groups_by_price,
        keys=sorting_keys(facts, around.alone_by_group),
        removed=np.zeros(requests + 1, np.int64),
        leaves=np.zeros(requests, np.bool_),
        key=np.zeros(requests + 1, np.float64),
        changed=np.zeros(shifts + 1, np.int64),
        saved=np.zeros((shifts + 1, 2), np.int64),
        saved_order=np.zeros((shifts + 1, room), np.int64),
        saved_price=np.zeros(shifts + 1, np.float64),
        saved_sums=np.zeros((shifts + 1, SUMS), np.int64),
        saved_receipts=np.zeros((shifts + 1, trip_room(facts), 4), np.int64),
        is_changed=np.zeros(shifts, np.bool_),
        asked=np.zeros(shifts, np.int64),
        trial=np.zeros(room + 2, np.int64),
        best=np.zeros(1, np.float64),
        favour=np.zeros(1, np.float64),
        offers=np.zeros((MOST_OFFERS, OFFER), np.int64),
        offer_price=np.zeros(MOST_OFFERS, np.float64),
        found=np.zeros(OFFER, np.int64),
        counts=counts,
        chance=np.array([workshop.seed], np.uint64),
    )


def sorting_keys(facts: Facts, alone: Floats) -> Floats:
    """Return what requests may be sorted by: size, reach, and their windows."""
    requests = len(facts.terms)
    room = np.maximum(1, facts.shift[:, col.CAPACITY :].max(axis=0, initial=1))
    size = (np.maximum(facts.fetch, facts.bring) / room).max(axis=1, initial=0.0)
    reach = np.minimum(alone.min(axis=0, initial=INFINITE), 1e18)
    met = facts.hull[:, :requests, col.WINDOWS] > 0
    first = np.where(met, facts.hull[:, :requests, col.FIRST_S], 2**50).min(axis=0, initial=2**50)
    last = np.where(met, facts.hull[:, :requests, col.LAST_S], 0).max(axis=0, initial=0)
    return np.stack([size, reach, last - first, first, last], axis=1).astype(np.float64)
