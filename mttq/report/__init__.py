"""Documents to be signed, as plain data: one module for each kind, no markup."""
