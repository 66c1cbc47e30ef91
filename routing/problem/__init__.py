"""All a solver may know: requests, hubs, fleet, horizon, matrices; and how sequences are dated."""
