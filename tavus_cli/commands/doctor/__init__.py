"""Check the installation, the settings and the connection."""
