"""What cities have committed themselves to."""
