"""The villagers' pages: notices of a village, checking one, objecting, asking how far it is.

Nobody signs in here, nothing needs a script, and no page sets a cookie unless it holds a form.
"""
