"""Sheets: what goes into one (`outgoing`), and what comes back from a reviewer (`incoming`)."""
