"""What the text says: duties, quantities, citations, suspected misprints."""
