"""Train, look up and manage replicas."""
