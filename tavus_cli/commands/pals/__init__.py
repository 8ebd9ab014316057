"""Create and change PALs, which define how a replica behaves."""
