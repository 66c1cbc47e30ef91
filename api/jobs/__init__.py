"""Planning jobs: the queue kept in the database and the processes that work it off."""
