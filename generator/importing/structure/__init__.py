"""Lines → documents with their headings, paragraphs, tables and boxes."""
