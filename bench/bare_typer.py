"""The smallest typer program, to compare start-up with."""

from __future__ import annotations

import typer


def main(*, version: bool = False) -> None:
    """Print a version."""
    typer.echo("bare 0.1.0" if version else "bare")


if __name__ == "__main__":
    typer.run(main)
