"""The respondents' web form: one question a page, and it works without scripts."""
