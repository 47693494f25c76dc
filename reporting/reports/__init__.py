"""Reports for funders: put together as plain data, made as a task, kept as a page and as PDF."""
