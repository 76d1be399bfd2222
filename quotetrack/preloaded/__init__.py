"""Modules that load, when they are imported, what extraction needs: for the process that workers are forked from.

Nothing else imports them. What is missing is left for the workers, who say so.
"""
