"""Where one file of the index ends and the next begins: by what stands there, not by how much stands before it.

An edit changes sizes, and files that are filled one after the other would all begin elsewhere from there on. Here a file ends,
once it is large enough, before the entry with the smallest mark, which is drawn from the entry itself. So after an edit the
next files soon begin where they did, and have the bytes that they had.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def divided(
    sizes: Sequence[int], marks: Sequence[int], target: int, *, is_all: bool = True
) -> Iterator[tuple[int, int]]:
    """(first, end) of the entries of each file, whose size is within a tenth of ``target``, unless an entry
    alone is larger. Without ``is_all`` more entries follow, and those left at the end may belong with them.
    """
    least, most = target * 9 // 10, target * 11 // 10
    first = 0
    while first < len(sizes):
        size, end, before = sizes[first], first + 1, 0
        while end < len(sizes):
            if size >= least and (not before or marks[end] < marks[before]):
                before = end
            if size + sizes[end] > most:
                break
            size += sizes[end]
            end += 1
        else:
            if is_all:
                yield first, end
            return
        yield first, before or end
        first = before or end
