"""Pictures of finished pages: kept, compared, shown side by side."""
