"""Whole runs behind both doors: what ``abate deploy`` and ``brownie run deploy`` do, and the like.

A run reads the settings, shows what will happen, asks on live networks, and calls the library.
"""
