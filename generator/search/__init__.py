"""The search index: an inverted index of grams of four characters in small shards, and the stored text of results.

The grams are overlapping characters, and a query is a phrase query of them: the hits are exactly the positions where the
string occurs (``tokens``, ``postings``, ``years``). A result is an entity (a plan, a clause, a unit …) or a whole page
(``entities``, ``records``). The index is written as small files, which the script of the search loads on demand
(``packing``), with the stored fields and facets beside it (``store``). A file is named by its content and ends where its content
says so (``dividing``), so that an edit writes few.
"""

from generator.search.index import build_index, searched

__all__ = ["build_index", "searched"]
