"""The application: tables, services and HTTP endpoints above the library."""
