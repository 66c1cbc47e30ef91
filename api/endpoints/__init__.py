"""HTTP endpoints by audience: parse, call one service function, map the answer."""
