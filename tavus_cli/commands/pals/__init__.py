"""Make and change PALs: how a replica talks."""
