"""The search index: what is found, and how Chinese is cut so that any two characters find their page.

Pagefind cuts words one way when it indexes and the browser another way when it searches, so that a Chinese word is
found or not by luck. Here every three neighbouring characters are a word and a query is an exact phrase of them: then the
index finds precisely the places that hold the string (``tokens``, ``postings``, ``years``). Results are things and not
only pages (``things``, ``records``); the index is written in small pieces that Pagefind reads (``packing``, ``engine``),
beside what the search shows (``store``).
"""

from generator.search.index import build_index

__all__ = ["build_index"]
