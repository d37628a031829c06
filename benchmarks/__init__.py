"""Speeds of this machine, as ratios where one can be had: they hold on others too."""
