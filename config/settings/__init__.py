"""Settings: `base` for all, and one small module each for dev, test and production."""
