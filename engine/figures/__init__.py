"""What the approach reaches, counted for policy: a month at a time, never about one person and never about one member of staff. Pure."""
