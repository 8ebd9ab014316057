"""tavus: train and run video replicas on the Tavus API from the command line."""

__version__ = "0.1.0"
