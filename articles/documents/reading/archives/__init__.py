"""Files that hold files: archives and compressed ones, unpacked within bounds."""
