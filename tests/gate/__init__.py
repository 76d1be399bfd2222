"""The gate: short passages written for the project, what is right about each, and floors that the program's figures may
not fall below.

`passages/` holds the passages and their gold, `gold` reads them, `figures` compares the program's answers with them,
`floors` holds the figures against `floors.json`, and `python -m tests.gate.raise_floors` writes that file.
"""
