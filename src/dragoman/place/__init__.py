"""Where: toponyms and their points."""
