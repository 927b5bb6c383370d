"""Letters made from decisions."""
