"""Scene four: two homes sell, three bid, everybody is settled, credits are retired."""

SELLERS = {"10018064": 200, "10017994": 150}
BIDS = {"10006704": (180, "0.15"), "10017936": (160, "0.14"), "10006414": (60, "0.12")}
EXPORT = "certificate.json"


def auction(rehearsal):
    """A round from its opening to its settlement; two bid by signature and pay no gas."""
    commands, relayer = rehearsal.commands, rehearsal["relayer"]
    opened = commands.run(relayer, "round", "--open")
    commands.done(*((rehearsal[home], "consign", lots) for home, lots in SELLERS.items()))
    commands.done(*((rehearsal[home], "deposit", "50") for home in BIDS))
    rehearsal.slots.skip_to(opened["start"])
    (first, (lots, price)), *others = BIDS.items()
    commands.run(rehearsal[first], "bid", lots, price)
    files = [f"../{home}.bid.json" for home, _ in others]
    commands.done(
        *((rehearsal[home], "bid", *bid, "--sign", file) for (home, bid), file in zip(others, files, strict=True))
    )
    placed = commands.run(relayer, "auction", "relay", *files)
    assert (placed["placed"], placed["skipped"]) == ([rehearsal[home].address for home, _ in others], [])
    rehearsal.slots.skip_to(commands.run(relayer, "round")["end"])
    rehearsal.seen.settlement = commands.run(relayer, "settle", "--yes", "--out", "settlement")


def retire(rehearsal):
    """A winner retires what it won; somebody else verifies the certificate. A seller takes its money."""
    winner = rehearsal["10006704"]
    done = rehearsal.commands.run(winner, "retire", "100", "--statement", "A rehearsal")
    rehearsal.commands.run(winner, "certificate", "export", done["certificate"], "--output", EXPORT)
    verified = rehearsal.commands.run(rehearsal["relayer"], "certificate", "verify", f"../{winner.name}/{EXPORT}")
    assert verified["oracleTrusted"] is True
    rehearsal.commands.run(rehearsal["10018064"], "withdraw", "all")
