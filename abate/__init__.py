"""Abate, a personal carbon credit exchange: from activity data to settled credits."""
