"""Print the first port of a block of free ports on the loopback interface."""

import random
import socket
import sys

BLOCK = 16
ATTEMPTS = 200


def is_free(port: int) -> bool:
    """Whether nothing listens on the port now."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> None:
    """Print the port, or say that none was found."""
    dice = random.SystemRandom()
    for _ in range(ATTEMPTS):
        first = dice.randrange(20_000, 32_000, BLOCK)
        if all(is_free(port) for port in range(first, first + BLOCK)):
            print(first)
            return
    sys.exit(f"no block of {BLOCK} free ports found below 32000; stop a server or set ABATE_RPC_PORT")


if __name__ == "__main__":
    main()
