# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader: a case study with its sections, what is known of it, and where the text comes from."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casestudies.actions.publishing import waits_for_review
from casestudies.actions.rewriting import sections_of
from casestudies.citing import citation
from casestudies.languages import NAMES, direction_of
from casestudies.models import CaseStudy, Guess, Section, Translation, WikiDraft
from casestudies.parsing.revising import are_same, read
from casestudies.permissions import may_lead, may_link, may_publish, may_write
from casestudies.reading import links_of, pictures_of, written
from casestudies.reports.credits import writers_of
from casestudies.reports.facts import facts_panel
from casestudies.telling import facts_of, figures_of, setting_of
from outreach.attribution import attribution
from outreach.protection import hidden_from

NOT_WITHDRAWN = (CaseStudy.State.WITHDRAWN, CaseStudy.State.PUBLISHED)


@login_not_required
@require_safe
def case_study(request, pk):
    shown = get_object_or_404(
        CaseStudy.objects.visible_to(request.user).select_related(
            "page__source", "institution", "author", "affiliate", "reading", "edition__publication"
        ),
        pk=pk,
    )
    translations = list(
        Translation.objects.visible_to(request.user).to_read(shown).select_related("page__source")
    )
    translation = _chosen(translations, request.GET.get("in", ""))
    sections = _translated(translation) if translation else list(shown.sections.all())
    language = translation.language if translation else shown.language
    authors = writers_of([shown], reader=request.user).get(shown.pk, [])
    source = _source_of(translation.page if translation else shown.page, request.user)
    context = {
        "case_study": shown,
        "translation": translation,
        "translations": [(each, NAMES.get(each.language, each.language)) for each in translations],
        "own_language": NAMES.get(shown.language, shown.language),
        "language": language,
        "direction": direction_of(language),
        "sections": written(shown, sections),
        "empty_sections": [section for section in sections if not section.text.strip()],
        "source": source,
        "authors": authors,
        **_known(shown, request.user),
        **_allowed(shown, request.user),
        **_shared(request, shown, translation, authors, source),
    }
    return render(request, "casestudies/case_study.html", context)


def _known(shown: CaseStudy, user) -> dict:
    """What is known of it besides the text."""
    return {
        "shared_facts": facts_of(shown) + setting_of(shown),
        "facts": facts_panel(user, shown),
        "figures": figures_of(shown),
        "links": links_of(shown),
        "pictures": pictures_of(shown),
        "country_guess": _country_guess(shown),
        "brought_from": _brought_from(shown, user),
    }


def _allowed(shown: CaseStudy, user) -> dict:
    """What this reader may do with it, and how it stands with the wiki for those who may."""
    edition = getattr(shown, "edition", None)
    can_link = may_link(user, shown)
    return {
        "may_edit": shown.can_be_written and may_write(user, shown),
        "may_withdraw": shown.state not in NOT_WITHDRAWN and may_lead(user, shown),
        "may_link": can_link,
        "may_publish": shown.state != CaseStudy.State.WITHDRAWN and may_publish(user, shown),
        "waits_for_review": waits_for_review(shown, edition),
        "guesses": list(Guess.objects.filter(case_study=shown).open().for_list()) if can_link else [],
        "edition": edition,
        "is_changed_here": bool(edition and edition.base_text)
        and not are_same(sections_of(shown), read(edition.base_text)),
    }


def _shared(request, shown: CaseStudy, translation: Translation | None, authors: list, source) -> dict:
    """Its address, and for a public one how what is read is cited: by those whom its page names."""
    is_public = shown.state in CaseStudy.PUBLIC_STATES
    address = request.build_absolute_uri(shown.get_absolute_url())
    if not is_public or source is None:
        return {"is_public": is_public, "address": address}
    names, further = authors, 0
    if translation or not authors:
        source = _for_everybody(source, request.user)
        names, further = [str(each) for each in source["contributors"]], source["further"]
    cited = citation(
        translation or shown, authors=names, further=further, address=address, today=timezone.localdate()
    )
    return {"is_public": True, "address": address, "citation": cited}


def _for_everybody(source: dict, user) -> dict:
    """The source with the names that everybody is shown: a citation goes on to others."""
    nobody = AnonymousUser()
    return source if hidden_from(user) == hidden_from(nobody) else _source_of(source["page"], nobody)


def _source_of(page, user) -> dict | None:
    if page is None:
        return None
    source = attribution(page, user)
    return source | {"contributors": list(source["contributors"])}


def _chosen(translations: list[Translation], language: str) -> Translation | None:
    """The translation somebody asked to read, with its text; anything else is the case study's own language."""
    return next((each for each in translations if each.language == language), None)


def _translated(translation: Translation) -> list[Section]:
    """The sections of a translation as rows that are not saved."""
    return [
        Section(key=key, heading=heading, text=text, position=position)
        for position, (key, heading, text) in enumerate(translation.sections)
    ]


def _country_guess(shown: CaseStudy) -> Guess | None:
    """The open guess by which the country stands there, for the reader to be told that it is one."""
    if not shown.country or shown.institution_id:
        return None
    about = {"about": Guess.About.COUNTRY, "country": shown.country.code, "state": Guess.State.OPEN}
    return Guess.objects.filter(case_study=shown, **about).first()


def _brought_from(shown: CaseStudy, user) -> WikiDraft | None:
    """Where on the wiki a draft was brought from, for its author."""
    if shown.page_id or not user.is_authenticated:
        return None
    return WikiDraft.objects.visible_to(user).filter(case_study=shown).order_by("pk").first()
