"""Two worlds that differ in one thing alone, and everybody who may not know it comparing all that both say."""
