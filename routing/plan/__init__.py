"""Plans: dated sequences with ids, costs and reasons, and the referee that checks them."""
