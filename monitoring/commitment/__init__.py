"""What cities have committed themselves to, and which city has what for which objective."""
