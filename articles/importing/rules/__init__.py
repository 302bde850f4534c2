"""What an import goes by: the site's rules, its policies, and what editors confirmed."""
