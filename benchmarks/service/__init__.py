"""How fast the service's parts are."""
