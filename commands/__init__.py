"""What can be done from the command line: one module for each command of ``cli.COMMANDS``."""
