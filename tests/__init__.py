"""What proves the product: one folder per room, and the repository itself."""
