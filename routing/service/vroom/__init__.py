"""VROOM's problems solved by our engines over our roads."""
