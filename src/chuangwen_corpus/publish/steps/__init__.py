"""What is done with a batch of pages: parsed, counted, given keywords."""
