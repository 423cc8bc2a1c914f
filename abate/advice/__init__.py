"""Advice for one person from their own data, and a forecast of their next month; nothing leaves the machine."""
