"""What the tabs that work with a desk share: one piece of HTML whose parts the replies of a server function renew."""
