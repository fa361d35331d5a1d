"""Reports of months and quarters on paper and as workbooks: a record in, bytes out.

They are Chinese in any locale, as all papers are. Both forms show the same figures under the same
marks; what each mark means stands at the end.
"""
