"""Small typed models between records and tables."""
