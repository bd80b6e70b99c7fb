"""How often are actions, mentions and themes right? Hand-labelled, made-up sentences and the command that scores them."""
