"""Tests of measuring on gold data, with gold data and scorers of their own."""
