"""The verifying stage on real files, each damaged in one place."""
