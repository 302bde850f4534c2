"""An archive of many articles, and what each page of desk and site costs beside it."""
