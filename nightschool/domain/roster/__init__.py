"""Reading a card-household roster: which row is the header, what its columns and words mean.

`columns.understand` finds the header, `reading.parse` makes people and faults of the rows below
it, `people.households` joins what they say of one household. All of it is pure: lists in, records
out.
"""
