"""How fast plc-budget is, against what, measured in one run and told as ratios."""
