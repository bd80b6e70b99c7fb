"""Which councils does the evaluation set pretend to hear from, and what do they call themselves?

Names and GSS codes are facts of July 2025; the short names are those met on letterheads and in file names.
"""

from evaluation.model import Authority

COUNCILS: tuple[Authority, ...] = (
    Authority("Dudley Metropolitan Borough Council", "E08000027", ("Dudley", "Dudley MBC", "Dudley Council")),
    Authority(
        "Sandwell Metropolitan Borough Council", "E08000028", ("Sandwell", "Sandwell MBC", "Sandwell Council")
    ),
    Authority(
        "Walsall Metropolitan Borough Council", "E08000030", ("Walsall", "Walsall Council", "Walsall MBC")
    ),
    Authority("City of Wolverhampton Council", "E08000031", ("Wolverhampton", "City of Wolverhampton")),
    Authority("Hull City Council", "E06000010", ("Hull", "Kingston upon Hull", "Hull City")),
    Authority("Bournemouth, Christchurch and Poole Council", "E06000058", ("BCP", "BCP Council")),
    Authority("Royal Borough of Kensington and Chelsea", "E09000020", ("RBKC", "Kensington and Chelsea")),
    Authority("Durham County Council", "E06000047", ("County Durham", "Durham County Council", "Durham")),
    Authority("Leeds City Council", "E08000035", ("Leeds", "Leeds City Council")),
    Authority("Cornwall Council", "E06000052", ("Cornwall", "Cornwall Council")),
    Authority("Telford & Wrekin Council", "E06000020", ("Telford and Wrekin", "Telford & Wrekin", "Telford")),
    Authority("Stoke-on-Trent City Council", "E06000021", ("Stoke-on-Trent", "Stoke on Trent", "Stoke")),
    Authority("London Borough of Tower Hamlets", "E09000030", ("Tower Hamlets", "LBTH")),
    Authority("London Borough of Hackney", "E09000012", ("Hackney", "LB Hackney")),
    Authority("Bristol City Council", "E06000023", ("Bristol", "Bristol City Council")),
    Authority("Norfolk County Council", "E10000020", ("Norfolk", "Norfolk County Council")),
    Authority("West Sussex County Council", "E10000032", ("West Sussex", "West Sussex County Council")),
    Authority("Newcastle City Council", "E08000021", ("Newcastle upon Tyne", "Newcastle City Council")),
    Authority("Bath and North East Somerset Council", "E06000022", ("Bath and North East Somerset", "B&NES")),
    Authority("Isle of Wight Council", "E06000046", ("Isle of Wight", "Isle of Wight Council")),
    Authority(
        "Redcar and Cleveland Borough Council", "E06000003", ("Redcar and Cleveland", "Redcar & Cleveland")
    ),
    Authority("Solihull Metropolitan Borough Council", "E08000029", ("Solihull", "Solihull MBC")),
    Authority("Derbyshire County Council", "E10000007", ("Derbyshire", "Derbyshire County Council")),
    Authority("City of York Council", "E06000014", ("York", "City of York")),
)


def by_gss(gss: str) -> Authority:
    """The council with this code.

    Raises:
        KeyError: no council of the list has it.
    """
    return {council.gss: council for council in COUNCILS}[gss]
