# SPDX-License-Identifier: GPL-3.0-or-later
"""Where case studies and their reviews may go: tables by hand, and the steps through the real actions."""

from collections import Counter

from django.utils import timezone

from casestudies import actions, mirroring
from casestudies.models import CaseStudy, Edition
from casestudies.permissions import may_still_publish
from outreach.actions import publications
from outreach.models import Page, Publication
from outreach.wiki.orders import Written
from outreach.wiki.values import Page as WikiPage
from reviews import actions as reviews
from reviews.models import Review
from tests.attacks.walking import Machine, NotThere, edges
from tests.factories import AffiliateFactory, InstitutionFactory, UserFactory, member

TITLE = "GLAM/Case studies/Museum of Nowhere"
LIVE = ("casestudies_casestudy", "casestudies_section", "reviews_review")
# `*`: an order to the wiki is on its way. Of one that was withdrawn meanwhile nothing is sent any more.
STUDIES = edges("""
save: draft changes published changes* published* → =
file: draft changes → filed
file: changes* → filed*
withdraw: draft filed changes accepted → withdrawn
withdraw: filed* changes* accepted* → withdrawn*
accept: filed → accepted
accept: filed* → accepted*
hand back: filed → changes
hand back: filed* → changes*
order: accepted → accepted*
order: published → published*
order: filed → filed*
order: changes → changes*
cancel: accepted* → accepted
cancel: published* → published
cancel: filed* → filed
cancel: changes* → changes
cancel: withdrawn* → withdrawn
taken: accepted* published* filed* changes* → published
gone: accepted* → accepted
gone: published* → filed
gone: filed* → filed
gone: changes* → changes
lost: published → filed
lost: published* → filed*
back: filed changes accepted → published
back: filed* changes* accepted* → published*
""")


def case_studies() -> tuple[Machine, list]:
    """Case studies at every point between their beginning and the wiki."""
    author, reviewer = UserFactory(), UserFactory(is_wmf_staff=True)
    machine = Machine(
        "case studies",
        STUDIES,
        {
            "save": "casestudy.saved", "file": "casestudy.filed", "withdraw": "casestudy.withdrawn",
            "accept": "casestudy.accepted", "hand back": "casestudy.handed_back", "order": "casestudy.sent",
            "taken": "casestudy.published", "gone": "casestudy.not_published", "lost": "casestudy.lost",
            "back": "casestudy.found_again",
        },
        _where,
        {
            "save": lambda study, dice: _save(study, dice),
            "file": lambda study, dice: actions.file_case_study(
                study, version=_version(study, dice), by=author, licence=True, people_named=dice.choice(["", "public"])),
            "withdraw": lambda study, _dice: actions.withdraw_case_study(study, by=author),
            "accept": lambda study, dice: actions.accept_case_study(study, version=_version(study, dice), by=reviewer),
            "hand back": lambda study, dice: actions.hand_back(study, version=_version(study, dice), by=reviewer),
            "order": lambda study, dice: actions.publish_case_study(
                study, title=TITLE, summary="Ours", version=_version(study, dice), by=author, people_named="public"),
            "cancel": lambda study, _dice: publications.cancel(_order(study)),
            "taken": lambda study, dice: _taken(study, dice),
            "gone": lambda study, _dice: publications.settle(_claimed(study), Publication.State.GONE),
            "lost": lambda study, _dice: _synced(study, Page.State.GONE),
            "back": lambda study, _dice: _synced(study, Page.State.PRESENT),
        },
        live=(*LIVE, "casestudies_edition", "outreach_publication"),
        kept=("casestudies_knownrevision",),
        tracked={"casestudies_casestudy": CaseStudy.pgh_event_model._meta.db_table},
        # What its author took back stays so, whatever becomes of the page.
        quiet={("back", "withdrawn"), ("back", "withdrawn*")},
    )  # fmt: skip
    return machine, [_as_far_as(steps, author, reviewer) for steps in range(10)]


def _as_far_as(steps: int, author, reviewer) -> CaseStudy:
    """Begun, written, filed, handed back or accepted, ordered, taken, changed, ordered again, lost; or withdrawn."""
    study = actions.begin_case_study(by=author, title="Maps", institution=InstitutionFactory())
    study = actions.save_case_study(study, version=1, by=author, sections={"goals": "Reach."})
    ways = [
        lambda: actions.file_case_study(study, version=_now(study).version, by=author, licence=True, people_named="public"),
        lambda: actions.accept_case_study(study, version=_now(study).version, by=reviewer),
        lambda: actions.publish_case_study(
            study, title=f"{TITLE} {study.pk}", summary="", version=_now(study).version, by=author),
        lambda: _taken(study, None),
        lambda: _synced(study, Page.State.GONE),
    ]  # fmt: skip
    if steps == 6:
        ways = [ways[0], lambda: actions.hand_back(study, version=_now(study).version, by=reviewer)]
    if steps == 7:
        ways = [lambda: actions.withdraw_case_study(study, by=author)]
    if steps >= 8:  # changed since it was taken: there is something to send again
        again = [ways[2], ways[4]] if steps == 9 else []  # and on its way when the page goes
        ways = [*ways[:4], lambda: _save(study, None), *again]
    for way in ways[:steps]:
        way()
    return study


def _now(study) -> CaseStudy:
    return CaseStudy.objects.get(pk=study.pk)


def _version(study, dice) -> int:
    return _now(study).version - (dice.random() < 0.1)


def _where(study) -> str:
    edition = Edition.objects.filter(case_study=study).select_related("publication").first()
    is_on_its_way = edition and edition.publication and edition.publication.state in _OPEN
    return _now(study).state + ("*" if is_on_its_way else "")


_OPEN = (Publication.State.WAITING, Publication.State.SENDING)


def _save(study, dice) -> None:
    text = f"Reach {dice.randrange(10**9) if dice else 'more'} people."
    actions.save_case_study(study, version=_now(study).version, by=study.author, sections={"goals": text})


def _order(study) -> Publication:
    edition = Edition.objects.filter(case_study=study).select_related("publication").first()
    if edition is None or edition.publication is None:
        raise NotThere
    return edition.publication


def _claimed(study) -> Publication:
    """The order as the worker takes it up, if whoever gave it still wants it."""
    order = _order(study)
    if order.state != Publication.State.WAITING or not may_still_publish(order):
        raise NotThere
    Publication.objects.filter(pk=order.pk).update(
        state=Publication.State.SENDING, attempts=order.attempts + 1
    )
    return Publication.objects.get(pk=order.pk)


def _taken(study, dice) -> None:
    order = _claimed(study)
    revision = 100 + order.pk * 10
    page_id = order.page_id or 5000 + study.pk
    page = WikiPage(
        page_id=page_id, title=order.title, revision=revision, revised_at=timezone.now(), text=order.text,
        text_hidden=False, sha1="", categories=(), templates=(), contributors=(), anonymous_contributors=0,
        redirect=False,
    )  # fmt: skip
    publications.finish(order, Written(page_id, order.title, revision), page)


def _synced(study, state) -> None:
    """A sync finds that the page is gone, or there again."""
    page = _now(study).page
    if page is None or page.state == state:
        raise NotThere
    Page.objects.filter(pk=page.pk).update(state=state)
    page.refresh_from_db()
    if state == Page.State.PRESENT:
        mirroring.apply_many([page])
    else:
        actions.withdraw_mirrored([page])


REVIEWS = edges("""
take, first: filed → =
take, second: filed → =
let go, first: filed changes accepted withdrawn draft → =
let go, second: filed changes accepted withdrawn draft → =
accept, first: filed → accepted
accept, second: filed → accepted
ask, first: filed → changes
ask, second: filed → changes
keep, first: filed changes accepted withdrawn → =
keep, second: filed changes accepted withdrawn → =
file: draft changes → filed
withdraw: draft filed changes accepted → withdrawn
""")
# What one step makes of one row of reviews; there is no way out of the last three.
ROWS = edges("""
take: none → open
let: open → let-go
accept: open → decided overtaken
ask: open → decided overtaken
file: none → open
""")


def judged() -> tuple[Machine, list]:
    """Filed case studies, with no reviewer, one and two; one in its second round, one accepted, one not filed yet."""
    affiliate = AffiliateFactory()
    author = UserFactory()
    first, second = member("coordinator", affiliate), UserFactory(is_wmf_staff=True)
    who = {"first": first, "second": second}
    take = {
        "file": lambda study, dice: _file(study, author),
        "withdraw": lambda study, _dice: actions.withdraw_case_study(study, by=author),
    }
    verbs = {"file": "casestudy.filed", "withdraw": "casestudy.withdrawn"}
    for name, user in who.items():
        take |= {
            f"take, {name}": _step(lambda study, dice, user: reviews.assign(study, user, by=user), user),
            f"let go, {name}": _step(lambda study, dice, user: _let_go(study, user), user),
            f"accept, {name}": _step(
                lambda study, dice, user: reviews.accept(study, version=_version(study, dice), by=user), user
            ),
            f"ask, {name}": _step(
                lambda study, dice, user: reviews.ask_for_changes(
                    study, version=_version(study, dice), by=user, summary=dice.choice(["", "Say more."])
                ),
                user,
            ),
        }
        verbs |= {
            f"take, {name}": "review.taken", f"let go, {name}": "review.let_go",
            f"accept, {name}": "casestudy.accepted", f"ask, {name}": "casestudy.handed_back",
        }  # fmt: skip
    table = {step: ways for step, ways in REVIEWS.items() if not step.startswith("keep")}
    machine = Machine(
        "reviews",
        table,
        verbs,
        lambda study: _now(study).state,
        take,
        live=LIVE,
        kept=(),
        tracked={"casestudies_casestudy": CaseStudy.pgh_event_model._meta.db_table},
        quiet={(f"{step}, {name}", state) for step, state in (("take", "filed"),) for name in who},
        also=_rows_of_reviews,
        loose={step for step in table if step.startswith("let go")},
    )
    subjects = [_begun(author, affiliate, first, second, how) for how in range(7)]
    return machine, subjects


def _step(action, user):
    return lambda study, dice: action(study, dice, user)


def _file(study, author) -> None:
    actions.file_case_study(
        study, version=_now(study).version, by=author, licence=True, people_named="public"
    )


def _let_go(study, user) -> None:
    review = Review.objects.filter(case_study=study, reviewer=user).order_by("-pk").first()
    if review is None or review.state == Review.State.LET_GO:
        raise NotThere
    reviews.let_go(review, by=user)


def _begun(author, affiliate, first, second, how: int) -> CaseStudy:
    study = actions.begin_case_study(by=author, title="Maps", affiliate=affiliate)
    study = actions.save_case_study(study, version=1, by=author, sections={"goals": "Reach."})
    if how:
        _file(study, author)
    for user in {2: [first], 3: [first, second], 4: [first, second], 5: [first], 6: [first]}.get(how, ()):
        reviews.assign(study, user, by=user)
    if how in (4, 6):
        reviews.ask_for_changes(study, version=_now(study).version, by=first, summary="Say more.")
    if how == 4:
        _file(study, author)
    if how == 5:
        reviews.accept(study, version=_now(study).version, by=first)
    return study


def _rows_of_reviews(step, subject, before, after) -> list[str]:
    """Each review went the way its own table allows, one verdict a round at most."""
    verb = step.partition(" ")[0].rstrip(",")
    old, new = before.of("reviews_review"), after.of("reviews_review")
    allowed = {now for ways in ROWS.get(verb, {}).values() for now in ways}
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    rows = {key: (state, verdict) for key, state, verdict in
            Review.objects.filter(pk__in=changed).values_list("pk", "state", "verdict")}  # fmt: skip
    faults = [
        f"a review is {state} after {step}" for state, _verdict in rows.values() if state not in allowed
    ]
    faults += [f"review {key} is gone" for key in changed - rows.keys()]
    decided = Counter(state for state, _verdict in rows.values())["decided"]
    if decided != (verb in ("accept", "ask")):
        faults.append(f"{decided} verdicts by one step")
    rounds = Counter(
        Review.objects.filter(case_study=subject, state="decided").values_list("round", flat=True)
    )
    return faults + [f"{many} verdicts in round {number}" for number, many in rounds.items() if many > 1]
