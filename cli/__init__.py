"""The commands of Lù Cở: `./luco`. They parse, call the library or the service, and print."""
