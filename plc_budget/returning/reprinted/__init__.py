"""The whole of a returned file beside the plan printed anew."""
