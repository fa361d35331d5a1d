"""Running papers: what hangs on the wall, lies on the desk and is signed. A record in, bytes out.

They are Chinese in any locale, as certificates are. Unlike a certificate, a running paper is never
refused for a character that no font here has: it shows 〓 and names the character at the foot.
"""
