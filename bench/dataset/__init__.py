"""The made-up country of the benchmarks: units, indicators, figures, texts."""
