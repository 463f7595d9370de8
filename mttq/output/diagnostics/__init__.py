"""What `mttq check` finds, written in one format by each module; `findings` is what each is given.

The table of the formats is in `mttq.output.formats`.
"""
