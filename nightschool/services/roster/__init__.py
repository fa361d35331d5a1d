"""The roster of the register: previewed, taken as a whole, undone as a whole."""
