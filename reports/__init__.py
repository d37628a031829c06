"""From counted cells to a report: periods, disclosure control, assembly and rendering.

Nothing is imported here, so that whoever needs no more than the name of a layout, as the bot does,
need not load what writes Word files.
"""
