"""A report as text: one pure function per format, chosen by name through :func:`render`."""
