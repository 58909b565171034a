"""The composition root: settings, application, command line. It imports everything; nothing imports it."""
