"""The app: state, update, view.

One value (:class:`~plc_budget.app.state.State`), one function that takes a message of the screen and
returns the next value (:func:`~plc_budget.app.update.update`), and one view for each panel
(:mod:`plc_budget.app.panels`).  Nothing here knows how a screen draws, so the same app serves a
notebook, a page and a test.
"""
