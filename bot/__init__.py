"""The Telegram door: updates become inputs, turns of a conversation become messages."""
