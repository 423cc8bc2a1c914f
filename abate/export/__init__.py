"""What a release hands out: compiler inputs that verify the contracts, their hashes, ABIs, and typed bindings."""
