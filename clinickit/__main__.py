"""`python -m clinickit`."""

from clinickit.cli import main

if __name__ == "__main__":
    main()
