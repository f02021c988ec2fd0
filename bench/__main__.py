"""`python -m bench [NAME …]`: runs the benches in turn, all of them when none is named.

A bench is a module of this package with a docstring and a `main() -> None` that prints its figures.
"""

import importlib
import pkgutil
import sys
from collections.abc import Sequence

import bench

_PARTS = frozenset({"__main__", "echo_bot", "fake_telegram", "grown_ledger", "processes"})


def names() -> list[str]:
    """The benches there are."""
    return sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in _PARTS)


def main(wanted: Sequence[str]) -> int:
    """Run these benches; 2 when one of them does not exist."""
    known = names()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"no bench named {unknown[0]}; there are: {' '.join(known)}", file=sys.stderr)
        return 2
    for name in wanted or known:
        module = importlib.import_module(f"bench.{name}")
        print(f"== {name}: {(module.__doc__ or '').strip().splitlines()[0]}", flush=True)
        module.main()
        print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
