"""Who may: officers, their posts and delegations, kinship, and the access rule of every address."""
