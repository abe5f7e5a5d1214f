"""Evidence of fictional hubs (架空): what the drafting part is measured on. What the keys mean: README.md."""
