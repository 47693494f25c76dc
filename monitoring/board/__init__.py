"""Who has reported what for one span of time, and reminding those who have not."""
