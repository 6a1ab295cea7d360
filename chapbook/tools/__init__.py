"""One module or small package for each outside library or program."""
