"""`python -m tracker` is `pmtrack`."""

from tracker.cli import main

if __name__ == "__main__":
    main()
