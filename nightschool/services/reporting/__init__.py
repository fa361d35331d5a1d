"""Reports of months and quarters: gathered, put on paper, submitted by schools, answered."""
