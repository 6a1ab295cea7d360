"""The publishing stage on real folders, with real kills and real full disks."""
