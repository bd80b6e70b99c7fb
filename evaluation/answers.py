"""What might an authority write into the form?

A seeded writer of made-up answers. Sentences are put together from phrases, so that thousands differ;
evidence describes and plans propose, as they do in returns. Phrases that could be taken for parts of the
form ("medium risk", "in the short term", "2.5 days", "Plan to …") are written in on purpose. Nobody is
named.
"""

# People type dashes and curly quotation marks; so does this module.

from collections.abc import Callable, Sequence
from random import Random

from evaluation import form
from evaluation.model import Authority, CompletedReturn, Paragraph, PlanAnswer, StandardAnswers

_SLOTS: dict[str, tuple[str, ...]] = {
    "who": (
        "The AMHP lead",
        "Our duty manager",
        "The principal social worker",
        "The head of service",
        "One of our seniors",
        "The practice lead",
        "A nominated deputy",
        "The business support officer",
        "The service manager",
        "The approvals panel",
        "The out-of-hours manager",
        "Our training coordinator",
    ),
    "role": (
        "AMHP lead",
        "duty manager",
        "principal social worker",
        "head of service",
        "practice educator",
        "team manager",
        "rota coordinator",
        "workforce lead",
        "commissioning manager",
        "quality officer",
    ),
    "team": (
        "the hub",
        "the emergency duty team",
        "the daytime rota",
        "the locality teams",
        "the hospital team",
        "the older adults team",
        "the learning disability service",
        "the children's service",
        "the front door",
        "the forensic team",
        "the home treatment team",
        "the liaison psychiatry team",
    ),
    "partner": (
        "the mental health trust",
        "the police",
        "the ambulance service",
        "the ICB",
        "the acute hospital",
        "neighbouring authorities",
        "the advocacy provider",
        "primary care",
        "the crisis team",
        "the local university",
        "the court liaison scheme",
        "housing colleagues",
        "the voluntary sector",
        "the section 12 doctors",
    ),
    "doc": (
        "an operational policy",
        "a lone-working procedure",
        "a joint protocol",
        "a memorandum of understanding",
        "a rota agreement",
        "an escalation flowchart",
        "a supervision policy",
        "an induction pack",
        "a risk register",
        "a service specification",
        "a training matrix",
        "an approvals policy",
        "a terms-of-reference document",
        "a de-brief template",
        "a warrant application guide",
    ),
    "docs": (
        "guidance notes",
        "meeting minutes",
        "induction materials",
        "standard letters",
        "report templates",
        "easy-read leaflets",
        "supervision records",
        "workforce figures",
        "audit findings",
        "learning logs",
    ),
    "freq": (
        "every week",
        "every month",
        "once a quarter",
        "twice a year",
        "every six weeks",
        "on the first Tuesday of the month",
        "annually",
        "fortnightly",
        "when there is something to report",
        "at least four times a year",
    ),
    "forum": (
        "the AMHP forum",
        "the peer group",
        "the regional leads' meeting",
        "the crisis concordat group",
        "the bed management call",
        "the quality board",
        "the practice development session",
        "the senior leadership meeting",
        "the joint operational group",
        "the legal update morning",
    ),
    "system": (
        "the case management system",
        "a shared spreadsheet",
        "the duty log",
        "the electronic record",
        "the dashboard",
        "the referral tracker",
        "the rota tool",
        "the workforce return",
    ),
    "number": ("two", "three", "four", "five", "six", "seven", "nine", "eleven", "a dozen", "14", "18", "23"),
    "month": ("January", "March", "April", "May", "June", "September", "October", "November"),
    "issue": (
        "delays in finding a bed",
        "late conveyance",
        "the shortage of section 12 doctors",
        "gaps at weekends",
        "sickness absence",
        "requests out of area",
        "the length of shifts",
        "handover between shifts",
        "waits for warrants",
        "repeat referrals",
        "the pay differential with agencies",
        "parking at the hospital",
    ),
    "good": (
        "works well",
        "is understood by everyone",
        "has been praised by staff",
        "is followed in most cases",
        "is kept under review",
        "has settled down after a slow start",
        "is popular with new starters",
    ),
    "limit": (
        "it is not yet used at night",
        "it depends on the goodwill of a few people",
        "it has not been audited",
        "take-up by nurses has been slow",
        "we do not hold figures for it",
        "capacity to run it is stretched",
        "it was last revised some time ago",
        "attendance from other teams is patchy",
    ),
    "thing": (
        "new starters",
        "experienced AMHPs",
        "trainees",
        "sessional staff",
        "managers on call",
        "returning staff",
        "colleagues on the night rota",
        "link workers",
        "agency staff",
    ),
    "verb_done": (
        "shared with",
        "agreed with",
        "presented to",
        "discussed with",
        "circulated to",
        "tested with",
        "explained to",
    ),
    "act": (
        "review",
        "rewrite",
        "publish",
        "re-launch",
        "extend",
        "agree",
        "test",
        "simplify",
        "cost",
        "audit",
        "refresh",
    ),
    "Act": (
        "Review",
        "Rewrite",
        "Publish",
        "Re-launch",
        "Extend",
        "Agree",
        "Test",
        "Simplify",
        "Cost",
        "Audit",
        "Refresh",
    ),
    "object": (
        "the rota",
        "the supervision policy",
        "the induction pack",
        "our escalation flowchart",
        "the joint protocol",
        "the training offer",
        "the approvals process",
        "the leaflet for carers",
        "the handover sheet",
        "the lone-working procedure",
        "the duty log",
        "the report template",
        "the service level agreement",
        "our feedback form",
        "the on-call arrangement",
        "the data return",
    ),
    "post": (
        "two vacant posts",
        "a full-time post",
        "a deputy lead",
        "the data analyst post",
        "an approved trainee",
        "sessional AMHPs",
        "a second practice lead",
        "a part-time coordinator",
        "night workers",
        "two nurse trainees",
    ),
    "purpose": (
        "so that nobody finishes late without support",
        "so that figures can be compared",
        "to reduce waits",
        "to make the offer fairer",
        "before the next approvals panel",
        "in time for the inspection",
        "so that gaps are seen early",
        "to give carers a say",
        "as part of the service plan",
        "with help from business support",
        "once funding is confirmed",
        "to bring us into line with our neighbours",
        "to cut down on duplication",
    ),
}

_EVIDENCE: tuple[str, ...] = (
    "We hold {doc} on {subject}, which was last updated in {month}.",
    "We hold {docs} on {subject} and these are looked at {freq}.",
    "{who} leads on {subject} and reports to {forum} {freq}.",
    "{who} attends {forum} {freq} and brings back what concerns {subject}.",
    "There is {doc} covering {subject}, and it has been {verb_done} {partner}.",
    "There is a standing item on {subject} at {forum}, which is held {freq}.",
    "There are {number} AMHPs on the rota at present and {number2} more in training.",
    "The service has {doc}; however, {limit}.",
    "The service has worked with {partner} on {subject} since {month} and this {good}.",
    "Our work on {subject} {good}, although {limit}.",
    "Information about {subject} is kept in {system} and can be seen by {team}.",
    "Figures on {issue} are taken from {system} {freq} and discussed at {forum}.",
    "Staff in {team} know whom to ring about {issue}.",
    "{who} meets {partner} {freq} to talk about {issue}.",
    "AMHPs tell us that the arrangement for {subject} {good}.",
    "All {thing} receive {docs} on {subject} in their first month.",
    "Both {team} and {team2} have named contacts for {subject}.",
    "Since {month} there has been {doc}, {verb_done} {partner} and {verb_done2} {partner2}.",
    "Links with {partner} are good, and those with {partner2} are being rebuilt.",
    "This is supported by {doc} and by {docs}.",
    "In practice {thing} depend on {who_lower} for advice on {subject}.",
    "Last year {number} colleagues from {team} took part in sessions on {subject}.",
    "It has been difficult to release {thing} for {forum} because of {issue}.",
    "Supervision covers {subject} and is recorded in {system}.",
    "The approvals panel looks at {subject} for each AMHP {freq}.",
    "Concerns about {issue} are logged in {system} and {who_lower} decides what is taken to {forum}.",
    "Arrangements for {subject} are set out in {doc} – {limit}.",
    "We are not yet able to show evidence of {subject}: {limit}.",
    "Feedback from {partner} on {subject} has been positive (see the {role}'s report of {month}).",
    "The {role} has oversight of {subject}, with cover from the {role2} during leave.",
    "{place} AMHPs work closely with {partner}, and {forum} is well attended.",
    "Within {place} the lead for {subject} sits in {team}.",
    "Our {role} chairs {forum} {freq}; the {role2} takes the minutes.",
    "Where {issue} cannot be solved by {team}, the {role} raises it with {partner}.",
)

_EVIDENCE_TRAPS: tuple[str, ...] = (
    "We would call this a medium risk at present, given {issue}.",
    "In the short term {team} covers the gap; in the long term this cannot continue.",
    "The standard is partially met through {doc}.",
    "High demand on {team} means that {subject} is sometimes put off.",
    "2.5 days of training a year are given to {thing}.",
    "1.4 FTE is set aside for {subject}, shared with {team}.",
    "Map of services available on the intranet, including {partner}.",
    "Evaluate forms are handed out after each session and read by the {role}.",
    "3.1 above applies here too.",
    "See 2.2 and 5.3 above for {docs}.",
    "Low numbers of referrals from {partner} were noted in {month}.",
    "No risk assessment is closed without {who_lower} having seen it.",
    "Not at all confident that {partner} would recognise {doc}.",
    "To a greater extent than before, {thing} take part in {forum}.",
    "Medium to long term funding for {subject} is not settled.",
    "Waits were <4 hours in {number} of the last {number2} cases & this is reported to {forum}.",
    "The file AMHP_rota_v2 holds the names; lines marked * are sessional.",
    "“Ask early, ask often” is how our {role} puts it, and {thing} do.",
    "The budget for {subject} is £{pounds},000 a year – unchanged since {month}.",
    "A café-style session with {partner} on {subject} was held in {month}.",
    "It’s the {role}’s job to keep {docs} up to date; they’re on the shared drive.",
    "Prioritise and plan are the words that {forum} uses for {issue}.",
    "Consistently good feedback has come from {thing} about {subject}.",
    "We take part in the regional forum with our neighbours and share {docs}.",
    "24/7 cover is in place (08:00–20:00 by {team}, nights by {team2}).",
    "Q&A sessions on {subject} are run {freq} – about 60% of {thing} come.",
)

_PLANS: tuple[str, ...] = (
    "{Act} {object} {purpose}.",
    "{Act} {object} with {partner} by {month}.",
    "{Act} {object} and bring it to {forum}.",
    "To {act} {object} {purpose}.",
    "To {act} {object} together with {partner}.",
    "To agree with {partner} how {issue} will be handled.",
    "To recruit to {post} {purpose}.",
    "Recruit to {post} by {month}.",
    "Recruitment to {post}, led by the {role}.",
    "Ask {partner} for a named contact on {subject}.",
    "Arrange a workshop on {subject} for {thing}.",
    "Set up a small group from {team} and {team2} to look at {issue}.",
    "Train {number} {thing} in {subject}.",
    "Add {subject} to the agenda of {forum}.",
    "Bring figures on {issue} to {forum} {freq}.",
    "Write {doc} on {subject} and share it with {team}.",
    "To include {subject} in supervision for {thing}.",
    "To develop {doc} that covers {team} as well as {team2}.",
    "Build {subject} into {system} {purpose}.",
    "Invite {partner} to {forum} and repeat this {freq}.",
    "To seek the views of {partner} on {object} {purpose}.",
    "Work with {partner} towards a joint approach to {subject}.",
    "Continue to monitor {issue} through {system}.",
    "Put forward a business case for {post}.",
)

_PLAN_TRAPS: tuple[str, ...] = (
    "Plan to {act} {object} {purpose}.",
    "Map the pathway between {team} and {partner} {purpose}.",
    "Evaluate {object} after six months with {thing}.",
    "Prioritise {issue} in the service plan.",
    "To reduce the number of high risk gaps in {object} in the medium term.",
    "2 days a month to be released for {subject}.",
    "To move from partially to fully compliant on {subject}.",
    "Longer term funding to be sought for {post} (c. £{pounds}k).",
    "Short term cover to be found for {team} – {who_lower} to lead.",
    "Review 1.3 & 4.2 together, as the same <5 people are involved.",
)

_SHORT_MAP = (
    "N/A",
    "As above",
    "None.",
    "Not known.",
    "See previous answer.",
    "As above – no change.",
    "Nil at present",
)
_SHORT_PLAN = ("As above", "N/A", "Ongoing.", "None identified", "Continue as at present.", "TBC")
_BULLET_PHRASES = (
    "{docs} kept by the {role}",
    "{forum}, held {freq}",
    "{doc} ({month})",
    "named links with {partner}",
    "cover by {team} when needed",
    "figures from {system}",
    "{subject} – reviewed {freq}",
)

_Gap = Callable[[str], str]


class Writer:
    """Writes answers for one authority from one source of chance."""

    def __init__(self, rng: Random, authority: Authority, *, brief: bool = False) -> None:
        self._rng = rng
        self._brief = brief
        self._place = authority.short
        self._used: set[str] = set()

    def sentence(self, templates: Sequence[str], subjects: Sequence[str]) -> str:
        """A sentence that this writer has not used before."""
        for _ in range(60):
            text = self._fill(self._rng.choice(templates), subjects)
            if text not in self._used:
                break
        self._used.add(text)
        return text

    def evidence(self, standard: form.Standard) -> tuple[Paragraph, ...]:
        """The Map answer: none, a short reply, or up to seven paragraphs."""
        draw = self._rng.random()
        if draw < 0.07:
            return ()
        if draw < 0.13:
            return (Paragraph(self._rng.choice(_SHORT_MAP)),)
        if self._brief:
            count, longest = self._rng.choices((1, 2, 3, 5), (55, 35, 8, 2))[0], 2
        else:
            count = self._rng.choices((1, 2, 3, 4, 5, 6, 7), (14, 24, 24, 16, 10, 7, 5))[0]
            longest = 8 if self._rng.random() < 0.05 else 4
        paragraphs = [Paragraph(self._evidence_text(standard, longest)) for _ in range(count)]
        if self._rng.random() < 0.12:
            paragraphs += [
                Paragraph(self._bullet(standard), bullet=True) for _ in range(self._rng.randint(2, 4))
            ]
        return tuple(paragraphs)

    def plan(self, standard: form.Standard) -> PlanAnswer:
        """The Plan answer: up to three paragraphs under each horizon, often none."""
        if self._rng.random() < (0.4 if self._brief else 0.12):
            return PlanAnswer()
        return PlanAnswer(
            self._actions(standard, (20, 50, 20, 10)),
            self._actions(standard, (32, 48, 15, 5)),
            self._actions(standard, (52, 38, 8, 2)),
        )

    def choice(self, rating: str) -> tuple[str, ...]:
        """Options ticked: mostly one; none in about 8 of 100 and several in about 2."""
        options = list(form.OPTIONS[rating])
        weights = (8, 40, 35, 17) if rating == "evaluate" else (12, 40, 36, 12)
        draw = self._rng.random()
        if draw < 0.08:
            return ()
        if draw < 0.10:
            first = self._rng.randrange(3)
            return tuple(options[first : first + 2])
        return tuple(self._rng.choices(options, weights))

    def _evidence_text(self, standard: form.Standard, longest: int) -> str:
        sentences = []
        for _ in range(self._rng.randint(1, longest)):
            trap = self._rng.random() < 0.16
            sentences.append(self.sentence(_EVIDENCE_TRAPS if trap else _EVIDENCE, standard.subjects))
        text = " ".join(sentences)
        return text.removesuffix(".") if self._rng.random() < 0.08 else text

    def _actions(self, standard: form.Standard, weights: Sequence[int]) -> tuple[Paragraph, ...]:
        count = self._rng.choices((0, 1, 2, 3), weights)[0]
        if count == 1 and self._rng.random() < 0.10:
            return (Paragraph(self._rng.choice(_SHORT_PLAN)),)
        return tuple(self._action(standard) for _ in range(count))

    def _action(self, standard: form.Standard) -> Paragraph:
        trap = self._rng.random() < 0.12
        text = self.sentence(_PLAN_TRAPS if trap else _PLANS, standard.subjects)
        if self._rng.random() < 0.18:
            text += " " + self.sentence(_PLANS, standard.subjects)
        if self._rng.random() < 0.25:
            text = text.removesuffix(".")
        return Paragraph(text, action=not trap)

    def _bullet(self, standard: form.Standard) -> str:
        text = self._fill(self._rng.choice(_BULLET_PHRASES), standard.subjects)
        return text[0].upper() + text[1:]

    def _fill(self, template: str, subjects: Sequence[str]) -> str:
        chosen: dict[str, str] = {
            "subject": self._rng.choice(subjects),
            "place": self._place,
            "pounds": str(self._rng.randint(2, 90)),
        }
        for slot, phrases in _SLOTS.items():
            if "{" + slot in template:
                first, second = self._rng.sample(phrases, 2)
                chosen[slot], chosen[f"{slot}2"] = first, second
        who = self._rng.choice(_SLOTS["who"])
        chosen["who_lower"] = who[0].lower() + who[1:]
        text = template.format(**chosen)
        return text[0].upper() + text[1:]


def complete_return(rng: Random, authority: Authority, *, brief: bool = False) -> CompletedReturn:
    """An authority's answers to every standard, drawn from `rng` alone; `brief` keeps most of them short."""
    writer = Writer(rng, authority, brief=brief)
    answers = []
    for standard in form.STANDARDS:
        evidence, plan = writer.evidence(standard), writer.plan(standard)
        evaluate, prioritise = writer.choice("evaluate"), writer.choice("prioritise")
        if not evidence and rng.random() < 0.4:
            plan, evaluate, prioritise = PlanAnswer(), (), ()
        answers.append(StandardAnswers(standard.number, evidence, evaluate, plan, prioritise))
    return CompletedReturn(authority, rng.choice((2023, 2024, 2025)), tuple(answers))
