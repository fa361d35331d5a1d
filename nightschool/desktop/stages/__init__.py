"""What fills the window before and besides a signed-in desk."""
