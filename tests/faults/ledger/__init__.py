"""A small service pair for the fault tests: books that are written into, and a reader that must miss nothing.

Real processes on the real chassis, broker and mongod. Nothing here replaces a part of ours.
"""
