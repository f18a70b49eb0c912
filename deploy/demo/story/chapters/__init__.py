"""One file per chapter, in the order of the path; each has one function `tell(story)`."""
