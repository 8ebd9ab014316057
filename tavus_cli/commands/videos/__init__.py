"""Create, show and download videos."""
