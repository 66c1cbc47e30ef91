"""Many-to-many travel: whole seconds, metres and millilitres between stops."""
