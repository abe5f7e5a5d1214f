"""What people would use instead of this product, asked the same questions: one module a system, none of them tuned."""
