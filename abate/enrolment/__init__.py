"""Who takes part: each person's account and key, in one encrypted file that every operator of a programme holds."""

from abate.enrolment.book import Enrolment
from abate.enrolment.file import Cost, create_enrolment, load_enrolment, save_enrolment

__all__ = ["Cost", "Enrolment", "create_enrolment", "load_enrolment", "save_enrolment"]
