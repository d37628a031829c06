"""From counted cells to a report: periods, disclosure control, assembly and rendering."""
