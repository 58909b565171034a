"""The Django application that the flows belong to: viewflow keeps no case of a flow without one."""
