"""The compose stage: corpus and exports → the site's pages and files, with links and permanent addresses held."""
