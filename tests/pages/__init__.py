"""What pages say of records made for the purpose: those of the miniature city, changed where a test needs it."""
