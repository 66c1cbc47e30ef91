"""Files of the routing literature: Solomon, VRPLIB and Li-Lim in, solutions out."""
