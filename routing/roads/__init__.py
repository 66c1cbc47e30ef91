"""What is true of the ground: directed edges, vehicle profiles, places, dated conditions."""
