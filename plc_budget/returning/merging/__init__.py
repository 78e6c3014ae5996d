"""What a returned file is, and what of it the plan takes over as it is now."""
