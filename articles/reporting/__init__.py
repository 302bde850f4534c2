"""What is told of import runs: in words, as pages of their documents, as files, as a chart."""
