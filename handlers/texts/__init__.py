"""All words that people read, one module per family."""
