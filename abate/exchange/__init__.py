"""Operators exchange over HTTP: a small server over the shared folder, and a copy of that folder at each operator's.

==============  =====================================================================================
``requests``    requests that operators sign (EIP-712), each good once and for minutes
``rules``       who may lay which file, and which file may take another's place
``server``      the server
``mirror``      an operator's own copy: fetched before a step, sent after it
==============  =====================================================================================

``docs/batch-format.md`` gives the exact bytes, ``docs/operators.md`` the commands.
"""
