"""Make, look up and download videos."""
