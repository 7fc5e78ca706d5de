"""What the Tab key offers: `command` prints the scripts and finds the offers, `shells` speaks to each shell."""
