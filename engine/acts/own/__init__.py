"""What the person of a case does on the own page, and what staff do for somebody who uses a right."""
