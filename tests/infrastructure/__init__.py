"""What tests stand on: a PostgreSQL server, a mail server, a web server, a browser, and axe. All real."""
