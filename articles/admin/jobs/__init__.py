"""The desk's page of background work: jobs, and the workers that do them."""
