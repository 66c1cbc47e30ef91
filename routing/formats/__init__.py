"""Shapes of the outside: tables, plan files, drawings. Translation only, no decisions."""
