"""What staff do: sign in, be given rights, and leave a trace of what they did."""
