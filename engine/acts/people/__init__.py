"""People and programs at the door, and those who look after them: accounts, sessions, second factors, rights, absence."""
