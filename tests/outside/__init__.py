"""What a test stands on that knows the product only from its outside."""
