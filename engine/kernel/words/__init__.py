"""What each word of BPMN does when a token reaches it: a file per word."""
