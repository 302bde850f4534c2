"""Sitemaps (https://www.sitemaps.org/protocol.html): all addresses that search engines may show."""
