"""What to tell the driver at each step, in words."""

from routing.roads.steps import FERRY, Step
from routing.texts import Lang, text

_OCTANT_DEG = 45.0


def instruct(step: Step, lang: Lang = "vi", *, leaves_for: str = "") -> str:
    """Return the instruction of a step.

    Parameters
    ----------
    leaves_for
        For the entry of a roundabout the road one leaves it for, if it has a name.
    """
    key = _key(step)
    road = leaves_for if key == "roundabout" else step.road
    if key == "arrive":
        road = ""
    said = text(
        f"steps.{key}_road" if road else f"steps.{key}",
        lang,
        road=road,
        heading=_heading(step.manoeuvre.bearing_after, lang),
        turn=_turn(step.manoeuvre.modifier, lang),
        side=_side(step.manoeuvre.modifier, lang),
        exit=step.manoeuvre.exit,
    )
    return said[:1].upper() + said[1:]


def instruct_all(steps: tuple[Step, ...], lang: Lang = "vi") -> tuple[str, ...]:
    """Return the instructions of all steps of a drive."""
    following = [*(step.road for step in steps[1:]), ""]
    return tuple(
        instruct(step, lang, leaves_for=road) for step, road in zip(steps, following, strict=True)
    )


def _key(step: Step) -> str:
    if step.manoeuvre.kind == "notification":
        return "board" if step.mode == FERRY else "land"
    return step.manoeuvre.kind.replace(" ", "_")


def _turn(modifier: str, lang: Lang) -> str:
    return text(f"steps.word.{(modifier or 'straight').replace(' ', '_')}", lang)


def _side(modifier: str, lang: Lang) -> str:
    side = modifier.rsplit(" ", 1)[-1]
    return text(f"steps.side.{side}", lang) if side in ("left", "right") else ""


def _heading(bearing_deg: int, lang: Lang) -> str:
    return text(f"steps.heading.{round(bearing_deg / _OCTANT_DEG) % 8}", lang)
