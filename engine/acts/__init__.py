"""What people and the clock do: one act, one transaction, each beginning at the desk."""
