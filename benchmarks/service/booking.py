"""A shop's program: it asks for a quote and books it, and calls again until it has an answer."""

import time
from dataclasses import dataclass
from typing import Any, Final

import httpx
import numpy as np

from benchmarks.service.ground import Ground

DAYS: Final = ("2025-05-19", "2025-05-20", "2025-05-21", "2025-05-22")
_PAUSE_S: Final = 0.05
_PATIENCE_S: Final = 180.0
_TRIES: Final = 12
"""How often a quote that another came before is asked for anew."""


@dataclass(frozen=True)
class Ask:
    """One parcel that a shop wants fetched."""

    number: int
    token: str
    item: dict[str, Any]

    @property
    def holds(self) -> bool:
        """Whether the shop holds the option before it books it."""
        return self.number % 3 == 0


@dataclass(frozen=True)
class Told:
    """What a shop was told in the end: its booking if there is one, and what that took."""

    ask: Ask
    booking: str = ""
    calls: int = 0
    repeated: int = 0


class Line:
    """The calls of one ask: each with its key, repeated under it until it is answered."""

    def __init__(self, client: httpx.Client, ask: Ask) -> None:
        self._client = client
        self._ask = ask
        self.calls = 0
        self.repeated = 0

    def post(self, path: str, body: dict[str, Any], key: str) -> httpx.Response:
        """Return the answer of a call, whatever becomes of the server meanwhile."""
        headers = {
            "Authorization": f"Bearer {self._ask.token}",
            "Idempotency-Key": f"{self._ask.number}-{key}",
        }
        self.calls += 1
        end = time.monotonic() + _PATIENCE_S
        while True:
            try:
                answer = self._client.post(path, json=body, headers=headers)
            except httpx.TransportError:
                answer = None
            if answer is not None and not _says_again(answer):
                return answer
            if time.monotonic() > end:
                raise RuntimeError(f"{path}: no answer in {_PATIENCE_S:.0f} s")
            self.repeated += 1
            time.sleep(_PAUSE_S)


def draw_asks(ground: Ground, count: int, *, most_kg: int) -> list[Ask]:
    """Return parcels of all shops from all places, the same ones each time."""
    rng = np.random.default_rng(11)
    return [
        Ask(
            number,
            ground.tokens[number % len(ground.tokens)],
            {
                "from": ground.places[int(rng.integers(len(ground.places)))],
                "weight_kg": int(rng.integers(1, most_kg + 1)),
                "ready": DAYS[int(rng.integers(len(DAYS)))],
            },
        )
        for number in range(count)
    ]


def book(client: httpx.Client, ask: Ask) -> Told:
    """Quote an ask and book its cheapest option; a beaten quote is replaced by its fresh one."""
    line = Line(client, ask)
    quote = _expect(line.post("quotes", {"items": [ask.item]}, "quote"), 200)["items"][0]
    for attempt in range(_TRIES):
        if quote.get("estimate", True) or not quote.get("options"):
            break
        verbs = ("hold", "accept") if ask.holds else ("accept",)
        answer = _take(line, quote, verbs, attempt)
        if answer.status_code == 201:
            return Told(ask, answer.json()["id"], line.calls, line.repeated)
        problem = _expect(answer, 409)
        if problem["code"] != "QUOTE_BEATEN":
            raise RuntimeError(answer.text)
        quote = problem["quote"]
    return Told(ask, "", line.calls, line.repeated)


def _take(
    line: Line, quote: dict[str, Any], verbs: tuple[str, ...], attempt: int
) -> httpx.Response:
    body = {"option_id": quote["options"][0]["option_id"]}
    for verb in verbs:
        answer = line.post(f"quotes/{quote['quote_id']}/{verb}", body, f"{verb}-{attempt}")
        if answer.status_code != 201:
            break
    return answer


def _says_again(answer: httpx.Response) -> bool:
    if answer.status_code in {503, 429}:
        return True
    return answer.status_code == 409 and answer.json()["code"] == "IN_FLIGHT"


def _expect(answer: httpx.Response, status: int) -> dict[str, Any]:
    if answer.status_code != status:
        raise RuntimeError(f"{answer.request.url.path}: {answer.status_code} {answer.text}")
    found: dict[str, Any] = answer.json()
    return found
