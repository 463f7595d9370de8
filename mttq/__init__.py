"""mttq: plans and reports of the Vietnam Fatherland Front as YAML in git."""

__version__ = "0.1.0"
