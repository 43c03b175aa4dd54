# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards as HTML, and the answer the board gets to what was done to one.

A board draws hundreds of cards: what repeats (leads, places, days, steps) is escaped once, a card is one
`format_html`.
"""

import json
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from django.db.models import Subquery
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships import reports
from partnerships.filters.pipeline import BoardFilter
from partnerships.models import Partnership, StageMove
from partnerships.reports import Card

_CARD = (
    '<li class="card" id="card-{{pk}}" data-id="{{pk}}" data-version="{{version}}">'
    '<h3><a href="{page}" dir="auto"{{focus}}>{{name}}</a></h3>{move}'
    '<p class="card__meta">{{place}}{{lead}}{{days}}{{step}}{{agreement}}{{secret}}</p></li>'
)
_MOVE = '<a data-move id="mv-{{pk}}" href="{page}" aria-label="{label}">⇄</a>'


class CardPen:
    """Draws the cards of one page."""

    def __init__(self, *, may_move: bool):
        # All that is the same on every card is in the form already: addresses, labels, the button.
        label = _for_format(conditional_escape(_("Move %(name)s"))).replace("%(name)s", "{name}")
        move = _MOVE.format(page=_address("partnerships:move-stage"), label=label).replace("{{pk}}", "{pk}")
        page = _address("partnerships:partnership")
        self._form = _CARD.format(page=page, move=move if may_move else "")
        self._stale = _("stale")
        self._agreements = _draw_agreements()
        self._secret = format_html('<span class="cdx-info-chip">🔒︎ {}</span>', _("Confidential"))
        self._place = cache(lambda place: format_html("<bdi>{}</bdi>", place) if place else "")
        self._lead = cache(lambda lead: format_html('<span class="cdx-info-chip">{}</span>', lead))
        self._days = cache(self._draw_days)
        self._step = cache(_draw_step)

    def draw(self, card: Card, *, focus: bool = False) -> SafeString:
        return format_html(
            self._form,
            pk=card.pk,
            version=card.version,
            focus=_FOCUS if focus else "",
            name=card.name,
            place=self._place(card.place),
            lead=self._lead(card.lead),
            days=self._days(card.days, card.is_stale),
            step=self._step(card.step_state, card.step),
            agreement=self._agreements[card.agreement],
            secret=self._secret if card.is_confidential else "",
        )

    def draw_all(self, cards: Iterable[Card]) -> SafeString:
        return format_html_join("", "{}", ((self.draw(card),) for card in cards))

    def _draw_days(self, days: str, is_stale: bool) -> SafeString:
        if is_stale:
            return format_html('<b class="card__late">⚠ {}: {}</b>', self._stale, days)
        return format_html("<span>{}</span>", days)


_FOCUS = format_html(" {}", "autofocus")


def _draw_agreements() -> dict[str, SafeString | str]:
    return {
        "": "",
        "in_force": format_html('<span class="cdx-info-chip">✓ {}</span>', _("MOU")),
        "renew": format_html('<b class="card__late">⟳ {}</b>', _("Renew?")),
        "ended": format_html('<span class="card__none">⊘ {}</span>', _("MOU ended")),
    }


def _draw_step(state: str, step: str) -> SafeString | str:
    if not step:
        return ""
    shape = {
        "overdue": '<b class="card__late">⚠ {}</b>',
        "today": "<b>● {}</b>",
        "planned": "<span>{}</span>",
        "none": '<span class="card__none">○ {}</span>',
    }[state]
    return format_html(shape, step)


def _address(name: str) -> str:
    """An address with a place for the key: resolving it hundreds of times would cost more than the drawing."""
    return _for_format(reverse(name, args=[0])).replace("/0/", "/{pk}/")


def _for_format(text: str) -> str:
    """The text as it stands in a format string."""
    return str(text).replace("{", "{{").replace("}", "}}")


def card_answer(request, partnership, *, status: int, message: str, ok: bool, **verdict) -> HttpResponse:
    """The card as it is now, and for the board what became of what was asked.

    After a success `partnership` is as the action returned it; after a refusal it is read again.
    """
    now = partnership if ok else Partnership.objects.for_record().get(pk=partnership.pk)
    latest = StageMove.objects.filter(partnership=now.pk).values("pk")[:1]
    sum_of = _board_query(request).get("sum", "")
    # One query for the numbers of the board, the move and the agreement.
    stages = list(
        reports.counted_stages(_as_on_the_board(request), now.pipeline_id, sum_of=sum_of).annotate(
            latest_move=Subquery(latest), agreement_standing=reports.agreement_standing(now.pk)
        )
    )
    now.agreement_standing = stages[0].agreement_standing
    (card,) = reports.cards_for([now], stages)
    settled = {
        "id": now.pk,
        "stage": now.stage_id,
        "message": message,
        "counts": {stage.pk: stage.count for stage in stages},
        "sums": {stage.pk: reports.sum_in_words(sum_of, stage.sum) for stage in stages} if sum_of else {},
        "ok": ok,
        **verdict,
    }
    if verdict.get("undo") is True:
        settled["undo"] = reverse("partnerships:undo-move", args=[stages[0].latest_move])
    response = HttpResponse(CardPen(may_move=True).draw(card), status=status)
    # Escaped to ASCII: a header carries nothing else, and no line break can get into it.
    response["HX-Trigger"] = json.dumps({"board:settled": settled}, ensure_ascii=True)
    return response


def _board_query(request) -> QueryDict:
    """What the page this was asked from was narrowed by."""
    return QueryDict(urlsplit(request.headers.get("Referer", "")).query)


def _as_on_the_board(request):
    """Partnerships narrowed as on that page, so that its numbers stay right."""
    return BoardFilter(_board_query(request), queryset=Partnership.objects.kept(), request=request).qs
