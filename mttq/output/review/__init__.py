"""Differences between two versions: for a terminal, for a pull request, for programs."""
