"""Linking: from statements in a store to links between them and claims. `linker` is the walk; the rest is pure."""
