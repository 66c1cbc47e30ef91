"""Roads from OpenStreetMap: reading extracts, judging tags, cutting ways into edges.

`read_osm` reads a file, `import_roads` makes a network of what was read, `write_import` writes
it to a folder.
"""
