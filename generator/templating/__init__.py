"""Templates: how they are found, filled, and what is said of a broken one."""
