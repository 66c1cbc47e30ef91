"""What the application does, by noun; each function works inside a session it is given."""
