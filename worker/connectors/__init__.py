"""What a service task can let happen outside: one folder per kind. An administrator registers where; no definition can."""
