"""The solver beside PyVRP, VROOM and OR-Tools, at equal time and threads, on public instances."""
