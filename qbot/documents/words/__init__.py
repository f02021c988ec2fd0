"""The Chinese of the documents, a module for each family beside what they share."""
