"""Solvers: a problem in, sequences out. Engines propose, the referee confirms."""
