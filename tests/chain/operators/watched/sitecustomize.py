"""Runs in every process of an operator and notes each file that it opens.

``ABATE_TEST_OPENED`` names the file of the notes.
"""

import os
import sys
from pathlib import Path

NOTES = os.open(os.environ["ABATE_TEST_OPENED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        os.write(NOTES, os.fsencode(Path(os.fsdecode(arguments[0])).absolute()) + b"\n")


sys.addaudithook(note)
