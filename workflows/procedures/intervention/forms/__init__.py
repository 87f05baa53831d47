"""What each step asks, one module for each table."""
