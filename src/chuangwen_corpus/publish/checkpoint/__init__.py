"""What a build that was stopped has left, so that the next one goes on."""
