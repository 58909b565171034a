"""Need to know: what two persons decide, what stands open for a time, what is looked at afterwards, what the law closed."""
