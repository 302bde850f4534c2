"""Read and write labelled documents, and measure how often the labels are right by them."""
