"""Small builders that tests share."""
