"""`python -m quotetrack`: the command line."""

from quotetrack.cli import main

if __name__ == "__main__":
    main()
