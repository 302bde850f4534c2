"""What is shown of import runs: in words, as pages of their documents, as files."""
