"""Retrieval behind one Protocol, and the answer built on it. tantivy works out of the box."""
