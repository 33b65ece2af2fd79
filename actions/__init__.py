"""One action a file: it reads the tracker, calls a pure function of `bot`, and sends the reply."""
