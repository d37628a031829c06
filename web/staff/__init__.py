"""The staff door: everything under ``/staff/``.

To build a room on it:

1. Write ``web/staff/<room>.py``: views on ``pages`` of ``web.staff.door``, each with
   ``@roles(StaffRole.X, ...)`` directly above the function. Somebody without the role gets 403;
   what is not theirs is ``abort(404)``. ``actor()`` says who asks, ``door().hall`` serves them.
2. Render with ``page("<room>", ...)`` of ``web.staff.rendering``; the template extends
   ``staff/base.html``, whose first comment says what it offers. After a POST, ``done(...)``.
3. Name the module in ``web/staff/rooms.py`` and, if it belongs in the navigation, add a line to
   ``web/staff/navigation.py``. The roles are taken from the view itself.
"""
