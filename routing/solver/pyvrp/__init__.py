"""PyVRP as an engine: the strongest improver where a problem has only rules that it knows."""
