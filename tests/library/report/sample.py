"""A small summary: two homes, one month, one round. The emission figures are real ones of the Sydney homes."""

from abate.report.summary import Chain, Check, GasStep, Operator, Programme, Summary, Supply
from abate.report.summary_homes import ActivitySource, Factor, Home, HomeMonth
from abate.report.summary_market import Balance, Batch, Bid, BidStep, Certificate, Consignment, Exit, Round, Unmet
from abate.report.summary_oracle import Bonds, FallenBatch, Misreading, Observed, Slashed

MAY, BEE, CAT, DEE = "0x" + "a1" * 20, "0x" + "b2" * 20, "0x" + "c3" * 20, "0x" + "d4" * 20
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'

PROGRAMME = Programme(
    name="Two homes",
    vintage=2013,
    methodology="Homes against their group",
    methodology_id="0x" + "4d" * 32,
    baseline_rule="group-mean",
    reserve_share_percent="3",
    lot_kg="1",
    currency="LOC",
    floor_price="0.020000",
    cap_price="0.300000",
    operators=(Operator(name="operator 1", address="0x" + "0e" * 20),),
    quorum=1,
    challenge_window="3 days",
    simulated="Nobody asked these <households>.",
)

HOMES = (
    Home(
        person="10018064",
        account=MAY,
        months=(
            HomeMonth(
                period="2013-07",
                counted=True,
                kwh="103.596",
                kwh_year_earlier="88.463",
                kg="75.227",
                baseline_kg="372.368",
            ),
        ),
        months_counted=1,
        kwh="103.596",
        kwh_year_earlier="88.463",
        change_percent="17.1",
        kg="75.227",
        baseline_kg="372.368",
        credits="288.226",
        excess_kg="0.000",
    ),
    Home(
        person="10006704",
        account=BEE,
        months=(
            HomeMonth(
                period="2013-07",
                counted=True,
                kwh="1008.409",
                kwh_year_earlier="1126.211",
                kg="732.266",
                baseline_kg="372.368",
            ),
        ),
        months_counted=1,
        kwh="1008.409",
        kwh_year_earlier="1126.211",
        change_percent="-10.5",
        kg="732.266",
        baseline_kg="372.368",
        credits="0.000",
        excess_kg="359.898",
    ),
    Home(
        person="10006486",
        account=CAT,
        months=(
            HomeMonth(period="2013-07", counted=False, reason="no data a year earlier", kwh="211.123", kg="153.309"),
        ),
        months_counted=0,
        kwh="0.000",
        kwh_year_earlier="0.000",
        change_percent=None,
        kg="0.000",
        baseline_kg="0.000",
        credits="0.000",
        excess_kg="0.000",
    ),
)

ROUND = Round(
    number=1,
    period="2013-07",
    supply_lots="288",
    demand_lots="360",
    opening_price="0.020000",
    opening_rule="the cap",
    formula_price="0.912345",
    formula="7 / 5 x 300 kg x 0.0003",
    clearing_price="0.142000",
    sold_lots="288",
    paid_in="40.896000",
    paid_out="40.896000",
    consignments=(Consignment(person="10018064", lots=288, sold=288, income="40.896000"),),
    bids=(
        Bid(
            person="10006704",
            way="curve",
            steps=(BidStep(lots=270, limit_price="0.150000"), BidStep(lots=80, limit_price="0.142000")),
            filled=278,
            paid="39.476000",
        ),
        Bid(
            person="neighbour A",
            way="signed",
            steps=(BidStep(lots=10, limit_price="0.160000"),),
            filled=10,
            paid="1.420000",
        ),
    ),
    exits=(Exit(person="10006486", lots=17, limit_price="0.118000"),),
    unmet=(Unmet(person="10006414", lots=16, reason="its limit price is below the opening price"),),
)

BATCH = Batch(
    sequence=1,
    period="2013-07",
    through="2013-07-31 14:00 UTC",
    accounts=3,
    signers=("operator 1",),
    authorised="297.141",
    issued_people="288.226",
    issued_reserve="8.914",
    posted_at="2013-08-01 00:10 UTC",
    final_at="2013-08-04 00:10 UTC",
    root="0x" + "9f" * 32,
)

FALSE_BATCH = Batch(
    sequence=2,
    period="2013-07",
    through="2013-07-31 14:00 UTC",
    accounts=3,
    signers=("operator 1", "operator 3"),
    authorised="400.000",
    issued_people="0.000",
    issued_reserve="0.000",
    posted_at="2013-08-05 00:10 UTC",
    final_at="2013-08-08 00:10 UTC",
    fell=True,
    root="0x" + "8e" * 32,
)

MISREADING = Misreading(
    period="2013-07",
    person="10018064",
    observed=(
        Observed(operator="operator 1", kg="75.227"),
        Observed(operator="operator 2", kg="752.271"),
        Observed(operator="operator 3", kg="75.227"),
    ),
    median_kg="75.227",
    outlier="operator 2",
)

FALLEN = FallenBatch(
    sequence=2,
    corrected_by=3,
    period="2013-07",
    person="10006704",
    false_kg="232.266",
    right_kg="732.266",
    false_credits="135.898",
    right_credits="0.000",
    signers=("operator 1", "operator 3"),
    challenger="operator 2",
    refusal="credits is <135898>",
    fault="a figure is not the median",
    posted_at="2013-08-05 00:10 UTC",
    committed_at="2013-08-05 00:11 UTC",
    fell_at="2013-08-05 00:12 UTC",
    corrected_at="2013-08-05 00:13 UTC",
    issued="0.000",
    slashed=(
        Slashed(operator="operator 1", before="1000.00", lost="250.00", after="750.00", end="1000.00"),
        Slashed(operator="operator 3", before="1000.00", lost="250.00", after="750.00", end="1000.00"),
    ),
    reward="125.00",
    destroyed="375.00",
)

BONDS = Bonds(paid="3500.00", held="3000.00", rewards="125.00", destroyed="375.00", size="1000.00", slice="250.00")

SUMMARY = Summary(
    programme=PROGRAMME,
    chain=Chain(
        network="ganache", client="Ganache/v7.9.2", chain_id=1337, contracts={"EmissionOracle": "0x" + "12" * 20}
    ),
    periods=("2013-07",),
    activity=ActivitySource(title="Customer trial", publisher="Ausgrid", licence="CC BY 3.0 AU", note="Ten customers."),
    factors=(
        Factor(
            factor_id="grid-by-country/2013/AUS",
            title="Grid intensity, Australia",
            value="0.72616",
            unit="kg CO2e/kWh",
            publisher="Our World in Data",
            version="2025",
            year=2013,
            licence="CC BY 4.0",
            basis="Lifecycle.",
        ),
    ),
    homes=HOMES,
    batches=(BATCH, FALSE_BATCH),
    misreadings=(MISREADING,),
    fallen=(FALLEN,),
    bonds=BONDS,
    rounds=(ROUND,),
    certificates=(
        Certificate(
            number=1,
            token_id=20130000000001,
            person="10006704",
            period="2013-07",
            credits="278.000",
            retired_on="2013-08-09",
            beneficiary="home 10006704",
            statement='For "July" & <more>',
            svg=PICTURE,
        ),
    ),
    balances=(
        Balance(
            person="10018064",
            account=MAY,
            issued="288.226",
            sold="288.000",
            bought="0.000",
            retired="0.000",
            credits="0.226",
            money_start="500.000000",
            money_end="540.896000",
            money_in_vault="0.000000",
            transactions=3,
            wei=9876543210,
        ),
        Balance(
            person="10006704",
            account=BEE,
            issued="0.000",
            sold="0.000",
            bought="278.000",
            retired="278.000",
            credits="0.000",
            money_start="500.000000",
            money_end="460.524000",
            money_in_vault="0.000000",
            transactions=4,
            wei=9876543211,
        ),
        Balance(
            person="10006486",
            account=CAT,
            issued="0.000",
            sold="0.000",
            bought="0.000",
            retired="0.000",
            credits="0.000",
            money_start="500.000000",
            money_end="500.000000",
            money_in_vault="0.000000",
            transactions=0,
            wei=9876543212,
        ),
        Balance(
            person="neighbour A",
            account=DEE,
            issued="0.000",
            sold="0.000",
            bought="10.000",
            retired="0.000",
            credits="10.000",
            money_start="10.000000",
            money_end="8.580000",
            money_in_vault="8.580000",
            transactions=0,
            wei=0,
        ),
    ),
    supply=Supply(authorised="297.141", issued="297.140", held="10.226", reserve="8.914", retired="278.000"),
    gas=(GasStep(step="post a batch", transactions=1, units=1, unit="batch", gas=58021, gas_each=58021),),
    checks=(Check(promise="Supply = issued - retired", finding="297.140 - 278.000 = 19.140", kept=True),),
)
