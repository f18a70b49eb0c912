"""What decides how a text is read and whether the reading is good enough. Pure."""
