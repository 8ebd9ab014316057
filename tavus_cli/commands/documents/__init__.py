"""Add documents and websites that PALs can refer to."""
