"""OSRM's way of saying no."""


class OsrmError(Exception):
    """A refusal with one of OSRM's codes; over HTTP its status is 400."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")

    def document(self) -> dict[str, str]:
        """Return the answer that says it."""
        return {"code": self.code, "message": self.message}


def malformed(position: int) -> OsrmError:
    """Return the refusal of a query that cannot be read from a position on."""
    return OsrmError("InvalidQuery", f"Query string malformed close to position {position}")
