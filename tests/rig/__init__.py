"""What the tests from outside stand on: the program as a process, its API, a WebSocket, PostgreSQL, Postfix, Dovecot."""
