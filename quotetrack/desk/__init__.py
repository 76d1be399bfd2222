"""The desk: a local page on which a collection is asked, read and decided on, and an interface for programs behind it.

Nothing is decided or worked out here. Each view reads by a method of `Collection` and each button calls one, and the
command line has a command for either.
"""
