"""`python -m bench.quarter`: play the quarter; exit code 1 when the account does not balance."""

from bench.quarter.play import main

if __name__ == "__main__":
    main()
