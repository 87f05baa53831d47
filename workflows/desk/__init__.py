"""The officers' pages: inbox, cases, steps, notices, papers. Views stay thin; the engine decides."""
