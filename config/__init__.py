"""How the product is put together and run: settings, addresses, database backend, policy packs."""
