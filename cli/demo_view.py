"""The week of the demo, told to people and to programs."""

from pathlib import Path

from rich.rule import Rule

from cli.change_view import show_change, show_detours, show_late
from cli.demo_story import CUT_DAY, MONDAY, SURGE_DAY, SURGE_DAYS, WEEK_DAYS, Chapter, Story
from cli.outputs import plan_brief
from cli.plan_view import dropped_table, show_plan
from cli.session import say, screen, session
from routing.formats.plan_json import changes_to_json
from routing.formats.words import day_words, weight_words
from routing.plan.compare import PlanComparison, PromiseState
from routing.service import Network
from routing.service.detours import delayed_g, name_detours
from routing.units import divide_half_up


def show_story(network: Network, story: Story) -> None:
    """Print the three plans and what each changed."""
    _show_week(story)
    _show_cut(network, story)
    _show_flood(story)


def story_to_json(network: Network, story: Story, files: list[Path]) -> dict[str, object]:
    """Return the week in figures."""
    detours = name_detours(network, story.cut.outcome, story.cut.hits, story.closures)
    return {
        "demonstration_data": True,
        "plans": [plan_brief(chapter.outcome, []) for chapter in story.chapters],
        "cut": _change_to_json(story.cut)
        | {
            "hit_routes": len({hit.route for hit in story.cut.hits}),
            "hit_vehicles": sorted({hit.vehicle for hit in story.cut.hits}),
            "late_if_not_replanned": [
                {
                    "request": late.request,
                    "part": late.part,
                    "weight_g": late.weight_g,
                    "vehicle": late.vehicle,
                    "late_s": None if late.start_s is None else late.start_s - late.planned_s,
                }
                for late in story.cut.late
            ],
            "hit_weight_g": delayed_g(story.week.outcome.plan, story.cut.hits),
            "detours": [
                {
                    "profile": detour.hit.profile,
                    "from": detour.origin,
                    "to": detour.destination,
                    "drives": detour.drives,
                    "before_m": detour.hit.before_m,
                    "after_m": None if detour.hit.cut else detour.hit.after_m,
                    "before_s": detour.hit.before_s,
                    "after_s": None if detour.hit.cut else detour.hit.after_s,
                    "roads": list(detour.roads),
                }
                for detour in detours
            ],
        },
        "livestream": _change_to_json(story.flood),
        "files": [str(file) for file in files],
    }


def _show_week(story: Story) -> None:
    lang, inputs = session.lang, story.week.inputs
    last = story.week.outcome.plan.horizon.date(WEEK_DAYS - 1)
    _chapter(
        "cli.demo.week",
        start=day_words(MONDAY, lang),
        end=day_words(last, lang),
        requests=len(inputs.requests),
        hubs=len(inputs.hubs),
        vehicles=sum(row.count for row in inputs.fleet),
    )
    show_plan(story.week.outcome)


def _show_cut(network: Network, story: Story) -> None:
    horizon = story.week.outcome.plan.horizon
    _chapter("cli.demo.cut", day=day_words(horizon.date(CUT_DAY), session.lang))
    detours = name_detours(network, story.cut.outcome, story.cut.hits, story.closures)
    show_detours(network, story.week.outcome.plan, detours, story.cut.hits)
    show_late(story.week.outcome.plan, story.cut.late)
    screen().print(say("cli.demo.cut_kept"))
    _show_new_plan(story.cut)


def _show_flood(story: Story) -> None:
    lang = session.lang
    horizon = story.flood.outcome.plan.horizon
    surge = story.surge[0]
    usual_g = sum(
        record.weight_g or 0 for record in story.week.inputs.requests if record.shop == surge.shop
    )
    sold_g = sum(record.weight_g or 0 for record in story.surge)
    _chapter(
        "cli.demo.flood",
        day=day_words(horizon.date(SURGE_DAY), lang),
        shop=surge.shop,
        weight=weight_words(sold_g, lang),
        times=divide_half_up(sold_g, max(1, usual_g)),
        due=day_words(surge.due.date(), lang),
    )
    screen().print(
        say(
            "cli.demo.flood_kept",
            day=f"{horizon.date(SURGE_DAY):%d/%m}",
            end=day_words(horizon.date(SURGE_DAYS - 1), lang),
        )
    )
    _show_new_plan(story.flood)


def _show_new_plan(chapter: Chapter) -> None:
    if chapter.change is not None:
        show_change(chapter.change, chapter.outcome.plan)
    if chapter.outcome.plan.dropped:
        screen().print(dropped_table(chapter.outcome.plan.dropped))


def _chapter(key: str, **params: object) -> None:
    console = screen()
    console.print()
    console.print(Rule(style="cyan"))
    console.print(say(key, **params), style="bold cyan", highlight=False)


def _change_to_json(chapter: Chapter) -> dict[str, object]:
    change = chapter.change
    if change is None:
        return {}
    return {
        "promises": {state.value: len(change.list_changes(state)) for state in PromiseState},
        "changed": changes_to_json(chapter.outcome.plan),
        "changed_weight_g": _changed_g(change),
        "changed_routes": list(change.changed_routes),
        "changed_vehicles": list(change.changed_vehicles),
        "extra_distance_m": change.extra_distance_m,
        "extra_cost_minor": change.extra_cost_minor,
    }


def _changed_g(change: PlanComparison) -> int:
    return change.weight_g(PromiseState.SHIFTED, PromiseState.MOVED, PromiseState.LOST)
