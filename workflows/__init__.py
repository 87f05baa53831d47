"""What an officer or a villager does: procedures, the engine under them, and their pages."""
