"""Turn texts into numbers: their characters, and their words by stem and kind of vocabulary."""
