"""The history of the schema. `HEAD` is the newest revision, known without loading Alembic."""

HEAD = "0005"
