"""What a route costs for some of its requests only: the values that shares are made of."""

from typing import Final, NamedTuple

import numpy as np

from routing.solver.kernel import columns as col
from routing.solver.kernel.chance import Chance, draw_below
from routing.solver.kernel.compiled import compiled, compiled_entry
from routing.solver.kernel.facts import Facts, Floats, Ints
from routing.solver.kernel.pricing import INFINITE, price_codes
from routing.solver.kernel.work import CODE, Work, order_room

NOT_MINE: Final = -1


class Company(NamedTuple):
    """The codes of a route and the requests they are of, as numbers from 0 on.

    `owner[k]` is the member code k is of, -1 for a reload or a break, which are always there.
    `chosen[member]` tells who takes part, `order` is room for orders of members.
    """

    codes: Ints
    owner: Ints
    chosen: Ints
    order: Ints
    size: Ints


def new_company(facts: Facts) -> Company:
    """Return room for the codes of any route; `size` are numbers of codes and of members."""
    room = order_room(facts)
    empty = [np.zeros(room, np.int64) for _ in range(4)]
    return Company(empty[0], empty[1], empty[2], empty[3], np.zeros(2, np.int64))


@compiled
def note_owners(facts: Facts, company: Company) -> None:
    """Fill whom the codes of a route are of, and how many members there are."""
    members = 0
    for k in range(company.size[0]):
        request = facts.visit[company.codes[k], col.REQUEST]
        company.owner[k] = NOT_MINE
        if request < 0:
            continue
        for i in range(k):
            if facts.visit[company.codes[i], col.REQUEST] == request:
                company.owner[k] = company.owner[i]
        if company.owner[k] < 0:
            company.owner[k] = members
            members += 1
    company.size[1] = members


@compiled
def price_chosen(facts: Facts, shift: int, hub: int, company: Company, work: Work) -> float:
    """Return the price of the route for the chosen in its order, 0 for nobody."""
    count, chosen = 0, 0
    for k in range(company.size[0]):
        owner = company.owner[k]
        if owner >= 0 and not company.chosen[owner]:
            continue
        work.item[CODE, count] = company.codes[k]
        count += 1
        chosen += owner >= 0
    return price_codes(facts, shift, hub, count, work) if chosen else 0.0


@compiled
def price_best_order(facts: Facts, shift: int, hub: int, company: Company, work: Work) -> float:
    """Return the least price of the chosen in any order, each of them having one code.

    Orders follow each other as words do in a dictionary.
    """
    count = 0
    for k in range(company.size[0]):
        if company.chosen[company.owner[k]]:
            company.order[count] = k
            count += 1
    if count == 0:
        return 0.0
    order, best = company.order, INFINITE
    while True:
        for k in range(count):
            work.item[CODE, k] = company.codes[order[k]]
        best = min(best, price_codes(facts, shift, hub, count, work))
        pivot = count - 2
        while pivot >= 0 and order[pivot] > order[pivot + 1]:
            pivot -= 1
        if pivot < 0:
            return best
        last = count - 1
        while order[last] < order[pivot]:
            last -= 1
        order[pivot], order[last] = order[last], order[pivot]
        low, high = pivot + 1, count - 1
        while low < high:
            order[low], order[high] = order[high], order[low]
            low, high = low + 1, high - 1


@compiled_entry
def fill_values(
    facts: Facts,
    route: tuple[int, int],
    company: Company,
    values: Floats,
    any_order: bool,  # noqa: FBT001 - compiled code takes its arguments by place
    work: Work,
) -> None:
    """Fill what each set of members costs; bit m of an index stands for member m.

    `route` are shift and end hub. Serving more never costs less: a set costs at most what one
    with more members does, and what is not allowed by itself costs as much as that.
    """
    note_owners(facts, company)
    shift, hub = route
    full = len(values) - 1
    for mask in range(full + 1):
        for member in range(company.size[1]):
            company.chosen[member] = (mask >> member) & 1
        if any_order:
            values[mask] = price_best_order(facts, shift, hub, company, work)
        else:
            values[mask] = price_chosen(facts, shift, hub, company, work)
    for mask in range(full, -1, -1):
        for member in range(company.size[1]):
            values[mask] = min(values[mask], values[mask | (1 << member)])


@compiled
def draw_order(members: int, order: Ints, chance: Chance) -> None:
    """Fill a random order of members."""
    for i in range(members):
        order[i] = i
    for i in range(members - 1, 0, -1):
        k = draw_below(chance, i + 1)
        order[i], order[k] = order[k], order[i]


@compiled_entry
def sample_values(
    facts: Facts,
    route: tuple[int, int],
    company: Company,
    whole: float,
    sums: Floats,
    chance: Chance,
    work: Work,
) -> None:
    """Add what each member adds, in random orders of coming, and its square, to two rows.

    The third row holds what each costs alone. No set costs more than `whole`.
    """
    note_owners(facts, company)
    shift, hub = route
    members = company.size[1]
    for member in range(members):
        for other in range(members):
            company.chosen[other] = other == member
        sums[2, member] = min(whole, price_chosen(facts, shift, hub, company, work))
    for _ in range(int(sums[3, 0])):
        draw_order(members, company.order, chance)
        for member in range(members):
            company.chosen[member] = 0
        before = 0.0
        for i in range(members):
            member = company.order[i]
            company.chosen[member] = 1
            after = whole
            if i < members - 1:
                after = min(whole, price_chosen(facts, shift, hub, company, work))
            sums[0, member] += after - before
            sums[1, member] += (after - before) ** 2
            before = after


@compiled
def expect_share(
    facts: Facts,
    route: tuple[int, int],
    company: Company,
    who: int,
    samples: int,
    chance: Chance,
    work: Work,
) -> float:
    """Return what a request adds to a route on average, joining it at random times."""
    note_owners(facts, company)
    shift, hub = route
    members, mine = company.size[1], NOT_MINE
    for k in range(company.size[0]):
        if facts.visit[company.codes[k], col.REQUEST] == who:
            mine = company.owner[k]
    total, counted = 0.0, 0
    for _ in range(samples):
        draw_order(members, company.order, chance)
        for member in range(members):
            company.chosen[member] = 0
        for i in range(members):
            if company.order[i] == mine:
                break
            company.chosen[company.order[i]] = 1
        before = price_chosen(facts, shift, hub, company, work)
        company.chosen[mine] = 1
        after = price_chosen(facts, shift, hub, company, work)
        if before < INFINITE and after < INFINITE:
            total += max(0.0, after - before)
            counted += 1
    return total / counted if counted else -1.0
