"""The evaluator's arithmetic on arrays, compiled: for searches that price millions of routes."""
