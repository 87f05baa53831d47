"""The tools measured, a process each: one line of JSON for a sheet in, one for its cost out."""
