# SPDX-License-Identifier: GPL-3.0-or-later
"""Words by which obstacles are known: beginnings of words or phrases, in the languages case studies are written in.

Written without accents and in lower case, as `casestudies.parsing.headings.fold` leaves a text.
"""

# Somebody says that something stood in the way.
TROUBLE = r"""
difficult|challeng|problem|obstacle|hurdle|struggl|barrier|unfortunately|drawback|setback|lack(?:ed|ing)? of|not enough
|too (?:few|little|late|slow|expensive|much)|delay|fail(?:ed|ure)|refus|reluctan|hesita|worr(?:y|ied)|afraid|fear(?:ed|s)?\b
|could not|couldn't|were unable|was unable|frustrat|complicat|underestimat|did not work|didn't work|concern(?:s|ed)
|schwierig|herausforderung|hindernis|hurde|leider|mangel|fehlte|nicht genug|verzoger|gescheitert|scheiter|bedenken|unterschatz
|difficulte|difficile|defi\b|defis\b|probleme|obstacle|malheureusement|manqu|retard|echec|crainte|reticen|reticence
|dificultad|dificil|desafio|reto\b|retos\b|problema|obstaculo|lamentablemente|desafortunadamente|falta de|retraso|fracas|temor
|difficolta|ostacol|purtroppo|sfida\b|sfide\b|mancanza|ritard|fallit|timore
|dificuldade|infelizmente|falta de|atraso|receio
|moeilijk|probleem|problemen|uitdaging|helaas|gebrek aan|vertraging|mislukt|angst
|svarighet|svart att|utmaning|tyvarr|brist pa|forsen|misslyck|oro for
|trudn|wyzwan|niestety|brak |brakowal|opozni|przeszkod|obaw
|трудност|сложност|проблем|препятств|к сожалению|нехватк|не хватал|задержк|опасени|не удал
|труднощ|складн|перешкод|на жаль|браку|бракувал|затримк|побоюван|не вдал
|صعوب|تحدي|تحد |مشكل|عائق|عوائق|عقب|للاسف|للأسف|نقص|قلة|تاخر|تأخر|فشل|رفض|تردد|خوف|خشي|لم نتمكن
"""

# Somebody says what was done about it.
REMEDY = r"""
solv|solution|overcome|overcame|helped|help us|therefore we|so we|we then|instead we|instead,? we|we decided|to address this|to get around
|worked around|workaround|thanks to|by (?:asking|offering|training|showing|writing|using|splitting|inviting|giving)|which made it possible
|was resolved|were resolved|we learned to|convinced
|losung|gelost|geholfen|half\b|deshalb haben wir|stattdessen|daher haben wir|dank\b|uberzeug
|solution|resolu|nous avons donc|grace a|a aide|ont aide|convainc|surmont
|solucion|resolv|resuelt|gracias a|ayudo|por eso|superar|convenc
|soluzione|risolt|grazie a|ha aiutato|abbiamo quindi|superat
|solucao|resolvid|gracas a|ajudou|por isso
|oplossing|opgelost|dankzij|geholpen|daarom
|losning|loste|tack vare|hjalpte|darfor
|rozwiaz|dzieki|pomog|dlatego
|решени|решили|помог|благодаря|поэтому
|вирішен|вирішили|допомог|завдяки|тому ми
|حل\b|الحل|حللنا|ساعد|بفضل|لذلك|تغلب|اقنع|أقنع
"""

# Theme → its words.
THEMES: dict[str, str] = {
    "rights": r"copyright|licen[cs]|rights|public domain|creative commons|cc[ -]by|cc0|permission|otrs|vrt\b|urheberrecht|lizenz"
    r"|droits? d.auteur|domaine public|derechos? de autor|dominio publico|diritti|direitos|auteursrecht|upphovsratt|praw autorskich"
    r"|авторск|лиценз|авторськ|ліценз|حقوق|رخص|ترخيص|الملكية العامة",
    "legal": r"agreement|contract|memorandum|\bmou\b|legal|lawyer|signature|signed|vertrag|vereinbarung|rechtsabteilung|accord\b|convention"
    r"|contrat|juridi|acuerdo|convenio|contrato|accordo|acordo|overeenkomst|avtal|umow|договор|соглашени|угод|اتفاقي|مذكرة|قانون|عقد\b",
    "control": r"los(?:e|ing) control|loss of control|control over|lost income|loss of income|los(?:e|ing) income|loss of revenue|revenue|commercial use|misuse"
    r"|vandal|reputation|kontrollverlust|kommerziell|einnahmen|perte de controle|perdre le controle|usage commercial|recettes"
    r"|perder el control|uso comercial|ingresos|perdere il controllo|uso commerciale|utrata kontroli|коммерческ|комерційн|السيطرة|تجاري|دخل",
    "staff": r"staff|employee|working hours|busy|workload|no time|lack of time|enough time|more time|personnel|personal\b|mitarbeit|zeitmangel"
    r"|manque de temps|falta de tiempo|falta de tempo|mancanza di tempo|tijdgebrek|personeel|personal|tidsbrist|brak czasu|pracownik"
    r"|сотрудник|времени|співробітник|часу|موظف|الوقت",
    "money": r"budget|fund(?:s|ing|ed)\b|money|financ|\bcosts?\b|grant\b|grants\b|expensive|geld|kosten|finanz|foerder|forderung|argent|subvention|cout\b"
    r"|dinero|presupuesto|costo|coste|soldi|costi\b|dinheiro|orcamento|pengar|pieniedz|finans|деньг|средств|коштів|фінанс|تمويل|مال\b|ميزانية|تكلف",
    "leadership": r"new director|director left|changed? (?:of|in) (?:management|director|leadership|staff)|left the (?:museum|library|archive|institution|project)"
    r"|management changed|reorgani[sz]|successor|turnover|leitungswechsel|neue leitung|verlie(?:ss|ß)|nouvelle direction|nouveau directeur"
    r"|cambio de direccion|nuevo director|nuova direzione|nuovo direttore|nowy dyrektor|нов\w{2} директор|مدير جديد|تغيير الادارة|تغير الإدارة|تغيير الإدارة",
    "volunteers": r"volunteer|community|too few people|turnout|no-shows?|not show up|participants|freiwillig|ehrenamt|benevol|voluntari|volontari|vrijwillig"
    r"|frivillig|wolontari|волонт|متطوع|المجتمع",
    "skills": r"training|train(?:ed)? |inexperienc|beginners?|newcomers?|learning curve|skills|did not know how|schulung|anfanger|formation|debutant|capacitacion"
    r"|principiant|formazione|opleiding|utbildning|szkoleni|обучени|навчанн|تدريب|مهار|مبتدئ",
    "technology": r"software|metadata|database|technical|\btools?\b|script|server|internet|bandwidth|connection|scanner|export|file format|technisch|metadaten|datenbank"
    r"|metadonnees|technique|base de donnees|metadatos|tecnic|base de datos|metadati|metadados|teknisk|techniczn|технич|метаданн|технічн|تقني|بيانات|الانترنت|الإنترنت",
    "uploads": r"delet|upload|image quality|resolution|low[- ]quality|flagged|speedy|geloscht|loschung|hochlad|supprim|televers|borrad|subida|cancellat|caricament"
    r"|verwijder|raderad|uppladdning|usuniet|удален|загрузк|видален|завантажен|حذف|رفع|دقة",
    "language": r"language|translat|multilingual|english[- ]speaking|sprache|ubersetz|langue|traduc|idioma|lingua|traduzion|taal\b|vertal|sprak\b|oversatt|jezyk|tlumacz"
    r"|язык|перевод|мов[аиіу]\b|переклад|لغة|اللغ|ترجم",
    "measurement": r"measur|statistic|metric|evaluat|page ?views|track(?:ing|ed)?\b|messung|messen|statisti|mesur|medir|medicion|misurar|meten\b|mata\b|pomiar|измер|вимір|قياس|احصا|إحصا",
    "communication": r"communicat|expectation|misunderst|meeting|e-?mails?\b|answer(?:ed)?\b|respond|reply|replies|coordinat|kommunikation|erwartung|missverst|absprache"
    r"|attentes|malentendu|comunicaci|expectativa|malentendid|comunicazione|aspettative|communicatie|verwachting|forvantning|komunikacj"
    r"|общени|ожидани|спілкуванн|очікуванн|تواصل|توقع|سوء فهم",
}

# A heading under which obstacles are told.
TOLD_UNDER = r"""
challeng|difficult|obstacle|problem|hurdle|barrier|lesson|learn|reflect|do differently|went wrong|did not work|risks?\b
|herausforderung|schwierig|probleme|gelernt|lehren|fazit|defis|difficultes|obstacles|lecons|enseignements|retos|desafios|dificultades|lecciones
|sfide|difficolta|lezioni|dificuldades|licoes|uitdaging|problemen|geleerd|utmaning|lardomar|wyzwania|trudnosci|wnioski
|трудност|проблем|уроки|вывод|виклик|труднощ|висновк|تحديات|صعوبات|دروس|عقبات
"""
