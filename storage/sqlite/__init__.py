"""All that is peculiar to SQLite: how to connect, what its errors mean, its files."""
