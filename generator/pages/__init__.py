"""One page type a file."""
