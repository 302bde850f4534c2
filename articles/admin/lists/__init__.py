"""What the desk's lists share: pages, counts and filters that cost the same at any size."""
