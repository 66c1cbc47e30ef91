"""What a problem refuses: references to nothing, values out of bounds, contradictions."""
