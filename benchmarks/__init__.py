"""What is measured: one module or folder per benchmark, each with main(words) -> exit code. Run by dev.py bench NAME."""
