"""The search index: what is found, and how Chinese is cut so that any two characters find their page.

Pagefind cuts words one way when it indexes and the browser another way when it searches, so that a Chinese word
is found or not by luck. Every Han character is therefore indexed as a word of its own and a query becomes an
exact phrase of characters: then the index finds precisely the pages that hold the string.
"""

from generator.search.index import build_index

__all__ = ["build_index"]
