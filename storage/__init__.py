"""What lasts: tables, one repository per aggregate, migrations. All SQL of the program is in here."""
