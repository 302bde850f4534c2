"""Users and groups, as far as they are other than Django's."""
