"""OR-Tools' routing library as an engine: it keeps every rule of a problem, strictly enough."""
