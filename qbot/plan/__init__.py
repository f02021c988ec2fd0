"""The plan file: its models, its loading and its check."""
