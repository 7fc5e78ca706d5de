"""How follow-up work begins: verbs, as data. They tell a task from a name and from a story."""

from __future__ import annotations

import re

_ENGLISH = (
    "add adjust adopt alert align allow amend analy[sz]e apply archive ask assess assign "
    "audit automate avoid backport "
    "back block build bump cap capture change check clarify clean cleanup close codify "
    "collect communicate complete conduct "
    "configure confirm consider consolidate continue convert coordinate correct create "
    "cut data-mine debug decide decommission "
    "decrease define delete deploy deprecate design detect determine develop disable "
    "discuss distribute document don't do double-check draft drop "
    "educate eliminate enable encrypt enforce enhance ensure escalate establish evaluate "
    "examine expand explore expose extend "
    "figure file fill find finish fix follow formalize further gate get give guard "
    "handle harden have hire identify implement improve include "
    "increase inform install instrument integrate introduce investigate invest isolate "
    "issue keep label launch limit link list lock "
    "log look lower maintain make manage map measure merge migrate minimi[sz]e mitigate "
    "modify monitor move notify onboard open "
    "optimi[sz]e organi[sz]e patch perform pin plan port practi[cs]e prepare prevent "
    "prioriti[sz]e promote propose protect provide "
    "provision publish purchase push put raise re-?enable reach rebuild record redesign "
    "reduce refactor refine reinforce release "
    "remediate remind remove rename repair replace report request require research "
    "resolve restore restrict restructure retest "
    "retire return review revisit revise rework rewrite roll rotate run sanitize scale "
    "schedule script scrutinize search secure send separate set setup "
    "share shorten show simplify split standardi[sz]e start stop store strengthen "
    "stress-test submit suggest support surface switch sync "
    "tag talk teach test throttle tighten track train transfer tune turn update upgrade "
    "use utili[sz]e validate verify watch wire work write"
)
_OTHERS = (
    "implementar mejorar agregar añadir crear actualizar documentar revisar configurar "
    "definir automatizar monitorear adicionar melhorar "
    "revisar atualizar monitorar substituir garantir corrigir ajouter créer mettre "
    "améliorer vérifier corriger documenter supprimer réduire automatiser "
    "bloquer hinzufügen einführen erstellen menambahkan membuat memperbaiki menyusun "
    "menerapkan добавить настроить создать внедрить обновить проверить"
)

_VERB = re.compile(
    (
        rf"\W{{0,4}}(?:(?:to|re-?|we (?:will|should|need to|must)|need to|should|must|please|"
        rf"also|auto-?)\s?)?(?:{'|'.join(f'{_ENGLISH} {_OTHERS}'.split())})(?:e?s|ing|d|"
        r"ed)?(?![\w])"
    ),
    re.IGNORECASE,
)


def opens_with_verb(text: str) -> bool:
    """Whether the words begin as a task does: "Add alerts", "We should review ..."."""
    return _VERB.match(text) is not None
