"""A value of its own in every text that a form asks, and everybody looking for it wherever the product says something."""
