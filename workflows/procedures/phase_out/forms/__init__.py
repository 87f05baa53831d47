"""What the steps of a phase-out ask."""
