"""Tables → data packages: closed under references, with descriptor and README, zipped; and excerpts."""
