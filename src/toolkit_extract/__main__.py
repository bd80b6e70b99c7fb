"""`python -m toolkit_extract` is the same program as `toolkit-extract`."""

from toolkit_extract.cli import main

if __name__ == "__main__":
    main()
