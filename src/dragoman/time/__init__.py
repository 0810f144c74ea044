"""When: temporal expressions and their TIMEX3 values."""
