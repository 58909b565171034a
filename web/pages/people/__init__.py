"""Pages about people themselves: one's own account, proving who one is, and the work of administrators."""
