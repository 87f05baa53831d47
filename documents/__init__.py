"""Official papers: frozen facts, numbers, PDFs. Knows nothing of cases."""
