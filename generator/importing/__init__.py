"""A gazette's text → a draft for a person to review. Nothing here is published, and no number becomes data by itself."""
