"""The web door: respondents' pages."""
