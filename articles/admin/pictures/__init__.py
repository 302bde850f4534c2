"""The library of pictures on the desk: its list, a page for each picture, uploads, a picker."""
