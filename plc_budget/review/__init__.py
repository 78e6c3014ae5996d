"""Papers that come back: are they ours, what differs from what was printed, and taking it into the plan.

A row is found by the hidden code of its line or activity; a paper without it by item and place.  Only
what the plan reads is taken in; whatever else differs is named by its cell.
"""
