"""A plan on the desk: what a planner types, what follows from it, and what the screen shows.

Values only: a :class:`~plc_budget.desk.state.State` and a message make the next state.  Nothing here
knows how a screen draws, so the same desk serves a notebook, a page and a test.
"""
