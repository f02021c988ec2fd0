"""One module per aggregate: the queries behind the protocols of `qbot.ports`."""
