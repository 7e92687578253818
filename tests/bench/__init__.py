"""The measurements: the product with a thousand partnerships, asked as people and programs ask."""
