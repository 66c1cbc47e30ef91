"""VROOM's JSON, read into a problem and written from its plans.

The names, meanings and error codes are those of VROOM 1.15's interface; what is ours alone stands
under keys that begin with ``luco``. See ``docs/reference/vroom.md``.
"""
