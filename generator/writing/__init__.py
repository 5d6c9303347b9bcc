"""The only package that writes files: the staging tree, journaled changes, and the atomic exchange of the finished site."""
