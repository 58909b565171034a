"""Nobody gets in where they do not belong: each trial beside a fault that it must see."""
