"""``python -m plc_budget`` is ``plc-budget``."""

from plc_budget.cli import command

if __name__ == "__main__":
    raise SystemExit(command())
