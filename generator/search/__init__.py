"""The search index: an inverted index of character trigrams in Pagefind's file format, and the stored text of results.

Pagefind segments Chinese one way when it indexes and the browser another way when it searches, so that a Chinese word
is a hit or a miss by luck. Here the tokens are overlapping character trigrams and a query is a phrase query of them:
the hits are exactly the positions where the string occurs (``tokens``, ``postings``, ``years``). A result is an entity
(a plan, a clause, a unit …) or a whole page (``entities``, ``records``). The index is written as small chunks that
Pagefind's own script loads on demand (``packing``, ``engine``), beside the stored fields and facets (``store``).
"""

from generator.search.index import build_index

__all__ = ["build_index"]
