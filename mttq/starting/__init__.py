"""Beginning: the first files of a project, of a year, of a report."""
