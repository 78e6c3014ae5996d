"""Named what-ifs beside the working plan: how they are called, where they are, what becomes of them."""
