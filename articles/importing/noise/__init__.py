"""What an editor decides of a line once: rulings, where the line stands, proposals."""
