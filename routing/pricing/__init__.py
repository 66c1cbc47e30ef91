"""What is charged: the dated rate card and the first quote made from it."""
