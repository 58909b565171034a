"""What happens: processes, decisions, facts, messages and organisations. Data only; a package so that the wheel ships it."""
