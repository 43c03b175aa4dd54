# SPDX-License-Identifier: GPL-3.0-or-later
"""Words beside a number, in many languages: what is worth counting, and what makes the number a date."""

from collections import defaultdict

# Beginnings of words for what case studies count, in lower case.
_STEMS = """
visitor visit volunteer participant attend people person student pupil librarian archivist curator editor wikipedian user
image photo picture file upload scan video audio recording book page article item record object document manuscript map
edit word byte view download event workshop editathon edit-a-thon session meeting training hour day week month museum
library libraries archive institution partner collection language country countries team member staff teacher download
reference citation link dataset letter newspaper issue volume poster painting drawing print specimen metadata account
planned came registered logged joined signed trained created improved written uploaded digitised digitized donated used
visiteur bénévole participant personne étudiant élève contributeur image photo fichier page article œuvre livre heure jour
semaine mois musée bibliothèque atelier utilisateur modification vue notice consultation manuscrit
besuch freiwillige teilnehm person studierende schüler bild foto datei seite artikel objekt buch bücher stunde tag woche
monat museen bibliothek archiv werkstatt nutzer bearbeitung aufruf datens digitalisat urkunde handschrift
visita voluntari participante persona estudiante alumn imagen imágen foto archivo página artículo obra libro hora día
semana mes museo biblioteca taller usuari edicion fichero
visitator volontar partecipant person student immagin foto file pagin voc articol oper libr or giorn settiman mes
visitante voluntári participante pessoa aluno imagem imagens foto ficheiro arquivo página artigo obra livro hora dia semana
museu oficina utilizador edições
bezoek vrijwillig deelnemer persoon mensen afbeelding bestand pagina artikel boek uur dag week maand museum gebruiker
besökare volontär deltagare person bild fil sida artikel bok böcker timm dag veck månad
osób osoby uczestni wolontariusz zdjęć zdjęcia plik stron artykuł hasł książ godzin dni muze edycj
посетител волонт участник человек людей студент изображен фото файл страниц стат книг час дн недел месяц музе
відвідувач волонтер учасник осіб людей зображен світлин файл сторін стат книг годин дн музе
زائر زوار متطوع مشارك شخص طالب صورة صور ملف ملفات صفحة مقال كتاب ساعة يوم متحف مخطوط
מבקר מתנדב משתתפ אנש תמונ קב ערכ דפ ספר שע סטודנט
प्रतिभागी चित्र लेख पुस्तक स्वयंसेवक लोग फ़ाइल घंटे
人 名 件 枚 點 点 張 张 幅 冊 册 本 篇 回 時間 小時 小时 個 个 項 项 萬 万 部 館 馆 位
katılımcı gönüllü kişi görsel dosya sayfa madde kitap
peserta relawan orang gambar berkas halaman artikel buku
dobrovolník účastník osob obrázk soubor stran článk kni
"""

COUNTED: dict[str, tuple[str, ...]] = {}
_by_start: dict[str, set[str]] = defaultdict(set)
for _stem in _STEMS.split():
    # Two letters find the stems that a word may begin with; a word of one sign (人) begins with itself only.
    _by_start[_stem[:2]].add(_stem)
COUNTED |= {start: tuple(sorted(stems)) for start, stems in _by_start.items()}

_DATED = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec since until during year years' am pm
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
januar februar märz april mai juni juli august september oktober november dezember uhr jänner
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
janeiro fevereiro março maio junho julho setembro outubro dezembro
januari februari maart mei augustus oktober
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
января февраля марта апреля мая июня июля августа сентября октября ноября декабря года году год г
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня року рік р
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر عام سنة
"""
_NOT_COUNTED = """
we they who he she it i you and or to of in on at by with from for the a an is was were are as that which but st nd rd th px k x d
et ou à de en la le les und oder bis von in der die das y o a el los e ed di da il em do e om en och i av w z na do
и в на с от до та і у з від و في من إلى
"""
_MONEY = """
usd eur gbp chf euro euros dollar dollars pounds sek nok dkk pln uah rub jpy inr yen kronor zł грн злотых злотих
"""
_THOUSANDS = "thousand tausend mille mil mila duizend tusen tysięcy тысяч тисяч ألف آلاف 千"
_MILLIONS = """
million millions millionen millón millones milioni milione milhões milhão miljoen miljoner mln mio
миллион миллиона миллионов млн мільйон мільйонів مليون ملايين
"""
DATED = frozenset(_DATED.split())
NOT_COUNTED = frozenset(_NOT_COUNTED.split())
MONEY = frozenset(_MONEY.split())
MULTIPLES = dict.fromkeys(_THOUSANDS.split(), 1_000) | dict.fromkeys(_MILLIONS.split(), 1_000_000)
