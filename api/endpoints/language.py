"""The language of an answer: Vietnamese unless English is asked for more."""

from routing.texts import Lang


def choose_language(accept_language: str) -> Lang:
    """Return the language an ``Accept-Language`` header prefers; Vietnamese on a tie."""
    weights: dict[str, float] = {"vi": 0.0, "en": 0.0}
    for part in accept_language.split(","):
        tag, _, parameter = part.partition(";")
        name = tag.strip().lower().partition("-")[0]
        if name in weights:
            weights[name] = max(weights[name], _quality(parameter))
    return "en" if weights["en"] > weights["vi"] else "vi"


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
