"""The log of events for who examines how cases run: without content, without names, without references. Pure."""
