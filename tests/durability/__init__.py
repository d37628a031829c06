"""Real processes, killed while people answer."""
