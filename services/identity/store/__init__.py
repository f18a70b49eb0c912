"""Documents of identity and the queries on them."""
