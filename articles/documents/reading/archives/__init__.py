"""Archives and compressed files, unpacked within bounds."""
