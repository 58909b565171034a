"""What must never happen, made to happen as hard as we can: each zero stands beside a sabotage that is seen."""
