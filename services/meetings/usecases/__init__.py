"""One file per command or reaction."""
