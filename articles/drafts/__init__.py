"""Text that is not saved yet -> a row of its writer's, until it is saved, discarded or old."""
