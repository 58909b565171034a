"""What the person of a case does on the own page."""
