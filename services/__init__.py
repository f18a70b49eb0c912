"""The services. They share `shared/` and events, and never import each other."""
