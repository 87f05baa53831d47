"""Who lives where, and which days are working days: regions, households, members, calendar days."""
