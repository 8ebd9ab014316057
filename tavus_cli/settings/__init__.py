"""Settings: their definitions, their values for a run, the config file, and the API key."""
