"""The living plan: a plan in force with every change since, the witness of all promises."""
