"""The desk in a real browser. Skipped where none is installed; `make test-browser` runs these tests."""
