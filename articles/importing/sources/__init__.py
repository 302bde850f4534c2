"""Where documents come from: files that an operator names, or what is stored already."""
