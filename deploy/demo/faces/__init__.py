"""Faces of people who do not exist, for the demonstration and the tests: drawn from numbers, nobody's photograph."""
