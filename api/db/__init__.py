"""The database: how a unit of work is opened, how times are kept, how the schema grows."""
