"""What does the blank form look like to somebody who fills it in?

Plain data for drawing: sections, standards, column names, prompts, option labels and horizon labels. Labels
and option names are the form's own; statements, introductions and evidence lists are stand-ins on the same
subjects, written for this generator. The title of section 6 is a stand-in too.
"""

from dataclasses import dataclass

TITLE = "AMHP Service Self-Assessment Toolkit"

COLUMNS = ("Map", "Evaluate", "Plan", "Prioritise")

PROMPTS = {
    "Map": (
        "What evidence is there for your AMHP service already meeting this standard? "
        "(Make a note of any practices, protocols or policies that support this)"
    ),
    "Evaluate": (
        "Based on the evidence, to what extent do you consider that your authority already meets this "
        "standard?"
    ),
    "Plan": (
        "What are the systems or service changes that could be introduced to help meet this standard in a "
        "better way? (Consider here a range of potential responses that could form part of your service "
        "development plan)."
    ),
    "Prioritise": (
        "Overall, how would you rate the current level of risk to your AMHPs, AMHP service and authority "
        "in relation to this standard without making any of the changes identified here?"
    ),
}

RATINGS = ("evaluate", "prioritise")

OPTIONS: dict[str, dict[str, str]] = {
    "evaluate": {
        "not_at_all": "Not at all",
        "partially": "Partially",
        "to_a_greater_extent": "To a greater extent",
        "consistently_and_to_a_high_standard": "Consistently and to a high standard",
    },
    "prioritise": {
        "no_risk": "No risk",
        "low": "Low (small improvements required)",
        "medium": "Medium (no immediate risks, but potential for greater risk if not addressed)",
        "high": "High (clear risk to all or part of the service)",
    },
}

HORIZONS = {"short_term": "Short Term", "medium_term": "Medium Term", "long_term": "Long Term"}


@dataclass(frozen=True)
class Standard:
    """One numbered standard: its number as printed, its statement, and words for what it is about."""

    number: str
    statement: str
    subjects: tuple[str, ...]
    """Noun phrases that fit after "about" or "for"."""


@dataclass(frozen=True)
class Section:
    """One section: heading, introduction, evidence list and standards."""

    number: int
    title: str
    intro: tuple[str, ...]
    evidence_lead: str
    evidence: tuple[str, ...]
    standards: tuple[Standard, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        1,
        "LOCAL AUTHORITY GOVERNANCE AND CONNECTION TO NATIONAL AND REGIONAL AMHP NETWORKS",
        (
            (
                "Service standard 1 is about what the director of adult social services knows of the AMHP "
                "service, and how that knowledge is kept fresh. A director who reads a figure once a year "
                "cannot answer for a service that runs every hour of it; a short report that arrives on "
                "time does more than a long one that does not."
            ),
            (
                "It also asks whether the service looks beyond its own boundary. People, police forces "
                "and hospital beds cross the lines between authorities daily, and a service that has no "
                "seat at the regional table hears of changes last. Where a trust runs the service for the "
                "authority, both should be able to say who reports to whom."
            ),
        ),
        "Possible examples of evidence that would show this standard being met:",
        (
            "A diary of meetings between the director, or somebody named in their place, and the AMHP lead",
            "Figures on referrals, delays and vacancies that reach senior managers every quarter",
            "One operational policy with a chart that shows who manages whom",
            "An approvals policy with a date of next review",
            "Attendance at the regional leads' meeting and the national network",
        ),
        (
            Standard(
                "1.1",
                "Senior leaders need to see what their AMHPs face by day and by night. A regular report "
                "should travel from the duty desk to the director and the principal social worker, and an "
                "answer should travel back. Where a trust hosts the service, its board should read the "
                "same report.",
                ("reporting to the director", "the line of sight to the DASS", "governance reports"),
            ),
            Standard(
                "1.2",
                "A practising AMHP from the authority should belong to the national network of leads and "
                "carry news in both directions. The network should be told when that person changes, so "
                "that nothing is lost between one lead and the next.",
                ("the national leads network", "membership of the network", "news from the network"),
            ),
            Standard(
                "1.3",
                "The authority should keep its AMHPs competent and approved: training that continues "
                "through the year, an up-to-date register of approvals, and a fair way of suspending or "
                "ending one. It should also know who will be doing this work in five years' time, and "
                "plan for those who will have retired.",
                ("the approvals register", "refresher training", "succession planning", "workforce planning"),
            ),
            Standard(
                "1.4",
                "Neighbouring authorities should meet, so that an assessment on the wrong side of a "
                "boundary does not become an argument. Time to attend the regional forum, and to help run "
                "it, should be given and not merely permitted.",
                ("cross-border working", "the regional forum", "arrangements with our neighbours"),
            ),
        ),
    ),
    Section(
        2,
        "GOVERNANCE IN 24-HOUR AMHP SERVICES",
        (
            (
                "Service standard 2 is about how the work is run from hour to hour. Whoever is on call "
                "should be able to say which AMHP is out, for whom, and since when. That is as true at "
                "four in the morning as at noon, and as true of a shared out-of-hours team as of a team "
                "of one's own."
            ),
            (
                "Good records make this possible. Figures that are gathered only for an annual return "
                "come too late to move anybody from one rota to another on a busy Friday."
            ),
        ),
        "Possible examples of evidence for the standards of this section:",
        (
            "A single number that AMHPs can ring for a manager or a solicitor at any hour",
            "Activity figures for all 24 hours, and minutes that show they were discussed",
            "A written plan for days when demand outruns the rota",
            "Joint figures with the police on detentions under section 136",
        ),
        (
            Standard(
                "2.1",
                "At whatever hour an AMHP is working, a manager, a colleague and a lawyer should be "
                "within reach. The way of reaching them should be written down and should work for staff "
                "of every employer.",
                ("out-of-hours support", "access to legal advice", "managerial cover at night"),
            ),
            Standard(
                "2.2",
                "Taking referrals and counting them should be part of the ordinary work of the service "
                "and should have people to do it. Workforce returns should be complete, and figures "
                "should be shared with partners within the law so that demand can be foreseen.",
                ("referral data", "the workforce data set", "recording of referrals"),
            ),
            Standard(
                "2.3",
                "There should be a plan for the day on which too many referrals arrive at once, and the "
                "lead should be free to call on others without asking leave of each. It should cover how "
                "a bed is found urgently under section 140.",
                ("contingency cover", "section 140", "capacity at times of high demand"),
            ),
            Standard(
                "2.4",
                "An AMHP who is kept waiting for a bed, a doctor or an ambulance should have a simple way "
                "of saying so, and the complaint should reach somebody who can act. Agreements with "
                "police, ambulance and neighbours should be kept where staff can find them.",
                ("reporting of delays", "the escalation route", "joint protocols with the police"),
            ),
            Standard(
                "2.5",
                "What the lead hears at regional and national meetings should reach every AMHP, and the "
                "local forum should be minuted. A list of who attended should be kept, so that those who "
                "missed it can be told.",
                ("the local AMHP forum", "minutes and attendance", "circulation of updates"),
            ),
        ),
    ),
    Section(
        3,
        "AMHP SERVICE SCOPE",
        (
            (
                "Service standard 3 is about where the service stands among all the others that a person "
                "in crisis may meet. A service that is known only by its telephone number is called late "
                "and thanked seldom."
            ),
            (
                "Teams differ in their design. Some have a hub, some a rota of volunteers from the "
                "localities, many a mixture. None of these excuses a service from knowing the "
                "neighbourhoods that it serves, or from asking whether its own staff resemble them."
            ),
        ),
        "Possible examples of evidence are given here as a start:",
        (
            "A seat for the service where crisis care and safeguarding are planned",
            "Named link workers for wards, liaison teams and community teams",
            "Figures on the make-up of the workforce set beside those of the population",
        ),
        (
            Standard(
                "3.1",
                "The AMHP service should have a voice when policies on crisis care, prevention and "
                "safeguarding are drawn up. It should be invited by the trusts, the police, the courts "
                "and primary care as a matter of course and not as an afterthought.",
                ("policy development", "multi-agency planning", "the crisis care partnership"),
            ),
            Standard(
                "3.2",
                "AMHPs should stay close to the places where people live. They should know the teams and "
                "the community groups of each locality, and should be counted among those who keep adults "
                "and children safe there.",
                ("locality working", "links with community teams", "safeguarding in the localities"),
            ),
            Standard(
                "3.3",
                "Every specialist service, and not those for working-age adults alone, should know how to "
                "reach an AMHP and what to expect. The points where services meet should be described and "
                "advertised.",
                ("access to the service", "the interface with specialist teams", "referral pathways"),
            ),
            Standard(
                "3.4",
                "Those who do the work should be as varied as those whom they assess, and the authority "
                "should set itself a target. The service should know what its figures say about the "
                "detention of black people and should be able to show what it did about them.",
                ("diversity of the workforce", "racial disparity", "knowledge of our communities"),
            ),
        ),
    ),
    Section(
        4,
        "AMHP'S PERSONAL, PROFESSIONAL, PHYSICAL AND PSYCHOLOGICAL SAFETY",
        (
            (
                "Service standard 4 is about the people who do the work. It is work of long waits, late "
                "finishes and hard decisions, often in somebody else's home, and it wears people out when "
                "nobody looks."
            ),
            (
                "A service that asks its staff how they are, and then changes something, keeps them. "
                "Policies on lone working, on time owed and on supervision belong here, with proof that "
                "they are followed."
            ),
        ),
        "Possible examples of evidence of a safe service:",
        (
            "A lone-working policy that says who rings whom and when",
            "Rules on time off in lieu that staff can recite",
            "Supervision and de-brief records",
            "Results of the last staff survey and what was done with them",
        ),
        (
            Standard(
                "4.1",
                "Nobody should go alone to an assessment in a place that is not secure. Safety should be "
                "the first question when work is allocated, and well-being the first when it is reviewed.",
                ("lone working", "staff safety", "well-being of AMHPs"),
            ),
            Standard(
                "4.2",
                "Those who work past the end of their shift should know beforehand how they will get "
                "home, how they will be rested and how the hours will be repaid.",
                ("time off in lieu", "late finishes", "rest after night work"),
            ),
            Standard(
                "4.3",
                "An AMHP decides alone but should not be left alone. Supervision, peer discussion and a "
                "prompt de-brief after a hard case should be there without asking, and the authority's "
                "insurance should cover every decision made in its name.",
                ("AMHP supervision", "de-brief after difficult assessments", "independent decision-making"),
            ),
            Standard(
                "4.4",
                "The role is wider than the application form. Everyone should get their turn at "
                "guardianship, displacement, community treatment orders and the rest, often enough to be "
                "re-approved with confidence.",
                ("the range of AMHP work", "re-approval", "allocation of varied work"),
            ),
            Standard(
                "4.5",
                "People should be able to say what is going wrong and be thanked for it. There should be "
                "regular occasions to describe what the work is like, and some sign that plans change as "
                "a result.",
                ("open communication", "staff feedback", "the staff survey"),
            ),
        ),
    ),
    Section(
        5,
        "SERVICE AND PROFESSIONAL DEVELOPMENT",
        (
            (
                "Service standard 5 is about growth: of the service, of the people in it and of those who "
                "might join. Social workers still make up most of the workforce, although nurses, "
                "occupational therapists and psychologists may train as well."
            ),
            (
                "A service that teaches others learns faster itself. Students, visitors and secondments "
                "are evidence of that, and so is a training plan that somebody who has been detained has "
                "had a hand in."
            ),
        ),
        "Possible examples of evidence that services have offered before:",
        (
            "Students and visitors who spent time with the team in the past year",
            "Workshops given to wards, colleges and police teams",
            "An advertisement for trainees that went to health staff as well",
            "Refresher days planned together with people who use services and carers",
        ),
        (
            Standard(
                "5.1",
                "The service should be a place where others come to learn. It should speak up for the "
                "social view of mental distress, for rights, for early help and for safeguarding, "
                "wherever it has an audience.",
                ("the learning culture", "social models of mental health", "early intervention"),
            ),
            Standard(
                "5.2",
                "AMHPs see the whole system at its worst moments and should be heard when it is "
                "redesigned. They should have the time and the standing to lead such change.",
                ("system leadership", "link roles", "influence on service change"),
            ),
            Standard(
                "5.3",
                "Each AMHP should teach something and learn something every year. Their own wishes for "
                "development should be asked for, recorded and, where possible, met.",
                ("personal development", "teaching of others", "learning needs"),
            ),
            Standard(
                "5.4",
                "A nurse, an occupational therapist or a psychologist who would like to train should find "
                "the way as open as a social worker does. Afterwards each should be helped to keep the "
                "registration of their own profession.",
                ("routes into AMHP training", "trainees from health", "professional registration"),
            ),
            Standard(
                "5.5",
                "Many AMHPs have other work: best interests assessments, practice education, a caseload. "
                "The service should value it and should see that nobody becomes isolated from their "
                "profession.",
                ("other roles of our AMHPs", "best interests work", "practice education"),
            ),
            Standard(
                "5.6",
                "Those who have been assessed, and those who care for them, should shape how AMHPs learn. "
                "Training should look squarely at trauma and at what detention does to the person and to "
                "the worker.",
                ("service user experience", "trauma-informed practice", "carers' views"),
            ),
        ),
    ),
    Section(
        6,
        "PEOPLE WHO COME INTO CONTACT WITH AMHP SERVICES",
        (
            (
                "Service standard 6 is about those on the other side of the door. They have seldom been "
                "asked what it was like, and what they said has seldom been kept."
            ),
            (
                "Reform of the Act will give them more of a say. Services need not wait for it: leaflets "
                "can be rewritten, audits can ask about dignity, and a carer can sit on an interview "
                "panel now."
            ),
        ),
        "Possible examples of evidence, none of them required:",
        (
            "An audit of reports that looks for the person's own words",
            "Leaflets written together with people who have been detained",
            "A yearly look at outcomes by ethnicity",
            "Training delivered by carers",
        ),
        (
            Standard(
                "6.1",
                "Dignity and rights should be visible in what AMHPs do and in how their employers behave. "
                "Staff should be equipped to notice discrimination and to act on it, and stigma should be "
                "challenged wherever it is met.",
                ("dignity and rights", "anti-racist practice", "equality of access"),
            ),
            Standard(
                "6.2",
                "Nothing about the service should be settled without those who have been at the receiving "
                "end of it. Ways of gathering their experience should be tried, and what is learnt should "
                "be kept.",
                ("co-production", "patient and carer feedback", "lived experience"),
            ),
            Standard(
                "6.3",
                "Reports should show the person in their surroundings and not the symptoms alone. They "
                "should say how the principles of the Act were weighed in this case, in words that the "
                "person would recognise.",
                ("report writing", "audit of AMHP reports", "the guiding principles"),
            ),
            Standard(
                "6.4",
                "Anybody should be able to find out what an AMHP is and may do. The information should "
                "exist in plain English, in other languages and in formats for those who do not read "
                "print, and its readers should have helped to write it.",
                ("information leaflets", "accessible information", "our public web page"),
            ),
        ),
    ),
)

STANDARDS: tuple[Standard, ...] = tuple(standard for section in SECTIONS for standard in section.standards)
