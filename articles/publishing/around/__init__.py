"""What stands around an edition's text: related articles, how long it takes, whence it came."""
