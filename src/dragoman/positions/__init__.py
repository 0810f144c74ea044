"""Where each actor stands on what is at issue."""
