"""Pictures that articles name by their addresses: which are wanted, and a run that fetches them."""
