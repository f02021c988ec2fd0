"""The ledger: figures as versions that are never changed, and what follows from them."""
