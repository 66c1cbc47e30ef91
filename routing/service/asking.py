"""A plan that can be asked what fetching more goods adds, from records of what is asked."""

from dataclasses import dataclass, replace

from routing.errors import InputError, fault
from routing.problem.problem import Problem
from routing.problem.records import Location, RequestRecord
from routing.problem.request_building import build_requests
from routing.problem.sequences import Sequences
from routing.problem.stated import Stated
from routing.problem.unserved import find_unserved
from routing.service.locate import locate
from routing.service.network import Network
from routing.service.planning import PlanInputs, draft_with_travel
from routing.service.travel import Travel
from routing.solver.insertion.candidate import Candidate
from routing.solver.insertion.desk import InsertionDesk


@dataclass(frozen=True)
class PlanCounter:
    """A plan ready to be asked, with the roads and inputs it is made of."""

    network: Network
    inputs: PlanInputs
    problem: Problem
    travel: Travel
    desk: InsertionDesk

    def candidate_of(self, record: RequestRecord, *, at: Location | None = None) -> Candidate:
        """Return what is asked as a request of the plan's problem, at its place or another.

        Goods that are fetched or brought; a pair's second place is not looked for, nor are
        `alternatives`: each place is asked for by itself.

        Raises
        ------
        InputError
            When the place or the hub is unknown, or the weight.
        """
        self._check(record)
        site = locate(self.network, at or record.location, record.source)
        stop = self.travel.find_stop(site)
        alone = replace(record, terms=replace(record.terms, alternatives=(), same_vehicle=""))
        stated = Stated(
            self.inputs.hubs,
            (),
            self.inputs.fleet,
            (alone,),
            (len(self.problem.stops) if stop is None else stop,),
            products=self.inputs.products,
        )
        ((_, (request,)),) = build_requests(self.problem, stated, self.inputs.settings)
        if stop is not None:
            return Candidate(request)
        return Candidate(request, self.travel.find_spot(site, self.problem.matrices))

    def _check(self, record: RequestRecord) -> None:
        faults, hubs = [], [hub.id for hub in self.inputs.hubs]
        if record.weight_g is None:
            faults.append(fault("pricing.unknown_weight", column="weight_kg"))
        for column, hub in (("hub", record.hub), ("from_hub", record.terms.from_hub)):
            if hub and hub not in hubs:
                known = ", ".join(hubs)
                faults.append(fault("pricing.unknown_hub", column=column, value=hub, known=known))
        if record.terms.to is not None:
            faults.append(fault("pricing.no_pairs", column="to_place"))
        if faults:
            raise InputError(faults)


def open_counter(
    network: Network, inputs: PlanInputs, routes: Sequences | None = None
) -> PlanCounter:
    """Return a plan's counter; without routes nothing is served yet.

    Parameters
    ----------
    routes
        Of the problem that the inputs make (`draft_problem`), by its indices.

    Raises
    ------
    InputError
        With every fault of the inputs.
    """
    problem, travel = draft_with_travel(network, inputs)
    plan = Sequences((), find_unserved(problem, ())) if routes is None else routes
    return PlanCounter(network, inputs, problem, travel, InsertionDesk(problem, plan))
