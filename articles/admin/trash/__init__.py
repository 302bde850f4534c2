"""The trash and the tombstones of the desk: what people deleted, and the ways back."""
