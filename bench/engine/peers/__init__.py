"""A Django app of its own for the peers: their models never reach the product."""
