"""The only place that writes: the staging tree, and the exchange of the finished site for the former one."""
