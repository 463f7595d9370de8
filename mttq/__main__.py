"""`python -m mttq`: the same as the `mttq` command."""

from mttq.cli.main import run

if __name__ == "__main__":
    run()
