"""Letters by e-mail to people who were asked: written, queued in decent hours, sent, recalled."""
