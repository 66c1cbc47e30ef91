"""What one more request adds to a plan, exactly, asked many times of one plan."""
