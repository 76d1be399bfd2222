"""The labels that the attribution model gives to words: a role, and for tags whether a stretch begins there."""

from __future__ import annotations

# The roles of a word in an attribution. The linker, which is given the cue, knows the first three.
OUTSIDE, SOURCE, CONTENT, CUE = 0, 1, 2, 3

# The tags of the first pass, by number: a role and whether it begins there.
TAGS: tuple[tuple[int, bool], ...] = (
    (OUTSIDE, False),
    (SOURCE, True),
    (SOURCE, False),
    (CONTENT, True),
    (CONTENT, False),
    (CUE, True),
    (CUE, False),
)

# Words to either side of a cue that the linker tells apart by distance; what is further counts as that far.
CUE_REACH = 64
