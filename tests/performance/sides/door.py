"""Ours: the gateway as it runs, until it is told to stop."""

from services.gateway.__main__ import main

if __name__ == "__main__":
    main()
