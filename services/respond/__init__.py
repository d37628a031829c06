"""What respondents do: open a conversation, answer, pause, finish or take it back."""
