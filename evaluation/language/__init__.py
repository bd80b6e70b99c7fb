"""How often are actions, mentions and themes right? Hand-labelled, made-up sentences and what scores them."""
