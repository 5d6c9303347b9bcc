"""Templates: findings for broken ones, and the minifier for what they render."""
