"""Results as anybody reads them: on the pages of subjects, and a phase at a glance."""
