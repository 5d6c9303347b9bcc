"""The compose stage: corpus and exports → the staging tree of the site engine, whose pages are finished HTML."""
