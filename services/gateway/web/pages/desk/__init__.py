"""The committee's desk: writing, calling, counting, answering. Only for those who hold an office."""
