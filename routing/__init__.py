"""Lù Cở's library: roads, matrices, problems, plans and prices, with no web and no database."""
