"""The wire: addresses to bytes, with care for who is asked and for what comes back."""
