"""Train, show and manage replicas."""
