"""The words by which a part of a citation is known, in the languages of the field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from citekit.find.alternatives import one_of
from citekit.read.notes import REFERS_BACK


def _words(*alternatives: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(alternatives)}(?!\w)", flags)


def _places() -> Iterator[str]:
    """The names of places, longest first, as patterns in which a full stop may be left out."""
    kinds = tomllib.loads(files(__package__).joinpath("places.toml").read_text(encoding="utf-8"))
    for name in sorted((name for names in kinds.values() for name in names), key=len, reverse=True):
        yield re.escape(name).replace(r"\.", r"\.?")


_INSTITUTIONS = (
    r"\w*archiv\w*", r"\w*arhiv\w*", r"arhīv\w*", r"\w*arhiiv\w*", r"ar[kh]?[’']?h?iv\w*", r"archyv\w*", r"arxiv\w*", r"arşiv\w*", r"\w+arkiv\w*", r"\w*archief", r"arkisto\w*", r"librar\w+", r"librer[ií]a", r"universit\w*", r"institut\w*", r"historical society", r"society", r"museum",
    r"record office", r"arch\. (?:nat|dép|dep|mun|cant)", r"bibliot\w+", r"levéltár\w*", r"cent(?:er|re)", r"special collections", r"manuscripts? division",
    r"\w*архив\w*", r"\w*архів\w*", r"архіў\w*", r"мұрағат\w*", r"არქივ\w*", r"արխիվ\w*", r"lưu trữ", r"библиотек\w*", r"бібліотек\w*", r"музе\w*", r"институт\w*", r"інститут\w*", r"college",
    r"fondation", r"foundation", r"fondazione", r"U of [A-Z]\w+", r"(?:Yale|Harvard|Columbia|Princeton|Stanford|Cornell|Duke|Brown|Emory) U", r"коллекция", r"хранилищ\w*",
    r"department of state", r"act on access\b[^,;.]*", r"\w*档案馆\w*", r"\w*檔案館\w*",
    r"\w*(?:図書館|研究所|图书馆|史料館|資料館|公文書館|文書館|기록원|사료관|기록관)\w*",
)  # fmt: skip
INSTITUTION = _words(*_INSTITUTIONS)
"""Words that name a repository, known or not."""

MAYBE_INSTITUTION = re.compile(
    "|".join(re.sub(r"\\w[*+]", "", institution) for institution in _INSTITUTIONS)
    .replace("A-Z", "a-z")
    .lower()
)
"""What stands in small letters wherever :data:`INSTITUTION` does; far cheaper to look for."""

BRANCH = _words(
    r"Serviciul",
    r"Direcția",
    r"Oddział",
    r"Delegatura",
    r"Pobočka",
    r"Außenstelle",
    r"Zweigstelle",
    r"филиал",
    r"філія",
    r"рукописный отдел",
    r"отдел рукописей",
    r"відділ рукописів",
)
"""Words that begin the name of an archive's branch or department, after its own."""

COLLECTION = _words(
    r"papers?(?= of|$| \(|,)", r"papers", r"collections?", r"files?", r"records?", r"fonds?", r"manuscripts",
    r"mss?\.?", r"papiers", r"memoirs", r"diaries", r"recordings", r"nachlass", r"nachlaß", r"archivio", r"subject file", r"series",
)  # fmt: skip
"""Words that name a collection inside a repository."""

CONNECTOR = re.compile(
    r"(?:(?:document\s+)?source|citation|reference|signatur|call\s+number|archival\s+reference|location|шифр|источник|джерело"
    r"|cite\s+as|preferred\s+citation|archive)\s*:\s*"
    r"|(?:call\s+number)\s*[:.]?\s*"
    r"|(?:an?\s+)?(?:another\s+)?(?:copy|original|draft)\s+(?:is\s+)?(?:also\s+)?(?:in|at)(?!\w)\s*(?:the\s+)?(?=[A-ZА-Я])"
    r"|(?:(?:found|held|available|kept|preserved|quoted|cited)\s+(?:in|at)|according\s+to|selon|laut|согласно|по\s+данным|według|podle)(?!\w)\s*"
    r"|(?:see\s+also|see|cf\.|cf(?!\s\d)|compare|also|см\.\s*также:?|см\.?:?|ср\.?:?|див\.?:?|вж\.?:?|хранится(?:\s+в)?|zob\.|por\.(?!\s*\d)|siehe|s\.(?=\s+auch)|vgl\.|lásd|ld\.|viz|vidi|voir|cfr\.|si\s+veda|véase|подсчитано\s+по:?|рассчитано\s+по:?|составлено\s+по:?)"
    r"(?!\w)(?:\s+(?:auch|też|także|též|také|još|és|még|aussi|anche|también|také))?\s*:?\s*"
    r"|(?:in|from|at|and|or|oraz|und|et|и|та|і|а\s+также|w|we|в|у|by|the)\s+(?=\S)",
    re.I,
)
"""Words that lead to a reference and are no part of it."""

IBID = re.compile(rf"(?:{REFERS_BACK})(?!\w)\.?", re.I)
"""A reference to the citation before: "Ibid.", «Там же», "Ebd.", "Tamże"."""

SHORT_FORM = re.compile(
    r"(?:[(\[]\s*|(?<!\w))(?:(?:hereafter|henceforth|hereinafter)(?:\s+(?:cited|referred to|abbreviated))?(?:\s+(?:as|to as))?:?"
    r"|(?:далее|далі|надалі|далей|нататък|по-нататък|даље|nadalje|dalje|dalej|dále|ďalej|toliau|turpmāk|edaspidi|în continuare|bundan sonra)\s*[:—–-]"
    r"|(?:dalej\s+(?:cyt\.|jako)|dále(?:\s+jen)?|ďalej(?:\s+len)?|künftig(?:\s+zit\.)?:|im\s+folgenden(?:\s+zit(?:iert|\.))?(?:\s+als)?:?"
    r"|a\s+továbbiakban:?|ci-après:?|d['’]ora\s+in\s+poi:?|en\s+adelante:?|doravante:?"
    r"|u\s+dalj(?:n?j)?em\s+tekstu:?|у\s+даљем\s+тексту:?|în\s+cont(?:inuare|\.):?|v\s+nadaljevanju:?)"
    r"(?-i:(?=\s+[\"“„«]?[^\W\d_a-zà-ÿа-яё])))"
    r"\s+(?P<name>[^()\[\]]{1,80}?)\s*[)\]]",
    re.I,
)
"""A short form that the citation gives itself: "(hereafter cited as Groppi Papers)"."""

CLASSIFICATION = _words(
    r"top secret", r"secret", r"confidential", r"unclassified", r"restricted", r"official use only", r"eyes only",
    r"limited official use", r"nodis", r"exdis", r"niact", r"limit distribution", r"priority", r"sensitive", r"personal",
    r"совершенно секретно", r"сов\.? секретно", r"секретно", r"цілком таємно", r"строго секретно", r"immediate",
    r"ściśle tajne", r"tajne", r"strictly secret", r"strictly confidential", r"streng geheim", r"geheim", r"vertraulich",
)  # fmt: skip
"""Security classifications, as a document's head or a source note gives them."""

CLASSIFIED = re.compile(
    rf"(?i:{CLASSIFICATION.pattern})(?:[\s/,-]+(?:(?i:{CLASSIFICATION.pattern})|(?!(?i:{CLASSIFICATION.pattern}))[a-zа-я]+|\([^()]*\)))*"
)
"""A stretch that says nothing but a classification, with small words after it ("Secret for the addressee")."""

PUBLISHED = re.compile(
    r"(?:also\s+|first\s+)?(?:re)?printed\s+in|first\s+published\s+in|(?:translated|reproduced|excerpted|transcribed)\s+in(?!\s+(?:the\s+)?(?:1[5-9]|20)\d\d)|(?:as\s+)?published\s+in|(?:also\s+)?(?:cited|quoted)\s+(?:by|in|from)|cit\.\s+in|also\s+available\s+(?:at|in|from)"
    r"|(?:FRUS|DBPO|DBFP|DGFP|DDF|DDI|DDS|AAPD|ADAP|DzD|Foreign Relations of the United States"
    r"|Documents diplomatiques français|Documents on British (?:Foreign )?Policy)(?=,?\s(?:1[89]\d\d|ser|vol|Bd|[IVX])|$)"
    r"|(?:veröffentlicht|abgedruckt|gedruckt|publiziert|dokumentiert)\s+in|zit(?:iert|\.)\s+(?:nach|bei|in)|publié\s+dans|cité\s+(?:par|dans)"
    r"|(?:opubl\.|druk\.|opublikowane|cyt\.)\s+(?:w|za)(?!\w)|(?:publikováno|vydáno|citováno)\s+(?:v|podle)(?!\w)|публ\.:|цит\.\s+за"
    r"|опубл(?:иковано|\.)?(?:\s+в)?|цит\.\s+по|copy\s+(?:in|at)(?!\s+(?:[A-ZА-Я][\w.’'-]*,?\s+){0,8}(?:Papers|Files?|Records|Collection|[Bb]ox|RG|[Ff]older)\b)|(?:in\s+the\s+)?author[’']s\s+(?:collection|archive|possession)|private\s+collection|zbiory\s+autora|личный\s+архив\s+автора|im\s+besitz\s+des\s+verfassers",
    re.I,
)
"""What leads to a published work, or to a copy elsewhere."""

PUBLICATION_DETAIL = re.compile(
    r"(?:М|Л|Пг|СПб|Київ|Киев|К|Т|Вып|Ч|Кн|С|Док|№|Vol|No|Pp?|Bd|Nr|Heft|S|t|z|nr|doc)(?![^\W\d_])"
    r"|(?:1[5-9]|20)\d\d$",
    re.I,
)
"""What may follow a published work's title after a full stop: place, year, volume, pages."""

ACCESSED = re.compile(
    r"(?:last\s+)?(?:accessed|retrieved|viewed|visited)(?:\s+on)?(?!\w)|дата\s+(?:обращения|звернення)|zuletzt\s+abgerufen"
    r"|(?:abgerufen|zugriff|aufgerufen|eingesehen)\s+am|(?:page\s+)?consultée?\s+le|dostęp|consultado\s+el|přístup",
    re.I,
)
"""What leads to the day on which an address was visited."""

VERSO = r"(?:об|ob|обр|зв|адв|adv|гръб|rev|recto|verso)(?![^\W\d_])"
"""The words after a sheet's number that say which side of it is meant, as the source of a pattern."""

COPY_NOTE = re.compile(
    r"(?:подлинн\w+|копия|заверенная копия|машинопис\w+|рукопис\w+|автограф|черновик|отпуск|незаверенная копия|оригинал|копія|"
    r"«подлинн\w+»|typescript|carbon copy|handwritten|original|microfilm|photocopy|abschrift|durchschlag)(?!\w)",
    re.I,
)
"""Notes on the copy (GOST R 7.0.5-2008, clause 11.10)."""

DIGITAL_ARCHIVE = re.compile(
    r"(?:[A-Z][\w&'’]*(?:\s+(?:and|of|the|for|[A-Z][\w&'’]*))*\s+)?(?:Digital\s+(?:Archives?|Library|Collections?)|Virtual\s+Archive)(?!\w)"
)
"""A digital archive that publishes documents, known or not."""

GENRES = {
    "letter": "letter", "telegram": "telegram", "cable": "telegram", "telegraph": "telegram", "memorandum": "memorandum",
    "report": "report", "note": "note", "minutes": "minutes", "protocol": "protocol", "transcript": "transcript",
    "memo": "memorandum", "despatch": "dispatch", "dispatch": "dispatch", "typescript": "typescript",
    "prospectus": "prospectus", "minute": "minute", "circular": "circular", "film": "film", "photograph": "photograph",
    "airgram": "airgram", "aide-mémoire": "aide-mémoire", "aide-memoire": "aide-mémoire", "memcon": "memorandum",
    "brief": "letter", "schreiben": "letter", "telegramm": "telegram", "fernschreiben": "telegram", "aufzeichnung": "memorandum",
    "vermerk": "note", "bericht": "report", "protokoll": "minutes", "niederschrift": "minutes", "drahtbericht": "telegram",
    "fiche": "note", "pm": "memorandum", "lettre": "letter", "télégramme": "telegram", "dépêche": "dispatch", "rapport": "report", "procès-verbal": "minutes",
    "compte rendu": "report", "lettera": "letter", "telegramma": "telegram", "telespresso": "telegram", "relazione": "report",
    "verbale": "minutes", "appunto": "note", "promemoria": "memorandum", "carta": "letter", "telegrama": "telegram",
    "despacho": "dispatch", "informe": "report", "ofício": "letter", "relatório": "report",
    "письмо": "letter", "телеграмма": "telegram", "шифротелеграмма": "telegram", "шифртелеграмма": "telegram", "записка": "note",
    "докладная записка": "memorandum", "справка": "memorandum", "запись беседы": "minutes", "протокол": "minutes", "стенограмма": "transcript",
    "донесение": "report", "рапорт": "report", "доповідна записка": "memorandum", "телеграма": "telegram", "запис бесіди": "minutes",
    "писмо": "letter", "докладна записка": "memorandum", "стенограма": "transcript",
    "notatka": "note", "protokół": "minutes", "protokol": "minutes", "stenogramă": "transcript", "uchwała": "resolution", "decyzja": "decision", "raport": "report", "szyfrogram": "telegram", "depesza": "telegram", "pismo": "letter", "meldunek": "report",
    "dopis": "letter", "záznam": "minutes", "zpráva": "report", "zápis": "minutes",
    "jelentés": "report", "feljegyzés": "note", "levél": "letter", "távirat": "telegram", "jegyzőkönyv": "minutes",
    "zabeleška": "note", "zabilješka": "note", "beleška": "note", "izveštaj": "report", "stenogram": "transcript", "zapisnik sjednice": "minutes", "zapisnik sednice": "minutes", "zapisnik sa": "minutes",
    "забелешка": "note", "белешка": "note", "извештај": "report", "записник": "minutes",
    "notă": "note", "nota": "note", "telegramă": "telegram", "stenograma": "transcript", "scrisoare": "letter", "raportul": "report",
}  # fmt: skip
"""First words of titles and lone words after them that say what a document is."""

GENRE_FIRST = re.compile(rf"(?:{'|'.join(GENRES)})\b(?=.*\s)", re.I)
"""Words that say first what a document is: "rapport du 3 mai", "minute by Hankey"."""

SENTENCE = re.compile(
    r"(?<!\w)(?:is|are|was|were|may|can|has|have|had|will|would|should|that he|which|who|wrote|said|хранится|находится|см\.?|был[аио]?|"
    r"есть|ist|sind|wird|wurde|siehe|see|według|jest)(?!\w)",
    re.I,
)
"""Words of a sentence, which no title and no name of a collection has."""

PLACES = _words(*_places(), flags=re.RegexFlag(0))
"""Cities of archives, and the states and countries that stand after them (``places.toml``)."""

COUNTRIES = {
    "Albania": "AL", "Armenia": "AM", "Austria": "AT", "Azerbaijan": "AZ", "Belarus": "BY", "Brazil": "BR", "Bulgaria": "BG", "China": "CN",
    "Croatia": "HR", "Cuba": "CU", "Czech Republic": "CZ", "Czechoslovakia": "CZ", "Denmark": "DK", "Estonia": "EE", "Finland": "FI",
    "France": "FR", "Georgia": "GE", "Germany": "DE", "Hungary": "HU", "India": "IN", "Israel": "IL", "Italy": "IT", "Japan": "JP",
    "Kazakhstan": "KZ", "Latvia": "LV", "Lithuania": "LT", "Mexico": "MX", "Moldova": "MD", "Mongolia": "MN", "Norway": "NO", "Poland": "PL",
    "Portugal": "PT", "Republic of Korea": "KR", "Romania": "RO", "Russia": "RU", "Russian Federation": "RU", "Serbia": "RS",
    "Slovakia": "SK", "Slovenia": "SI", "South Africa": "ZA", "South Korea": "KR", "Spain": "ES", "Sweden": "SE", "Switzerland": "CH",
    "Turkey": "TR", "Ukraine": "UA", "Vietnam": "VN", "Yugoslavia": "RS",
}  # fmt: skip
"""English names of countries, with the code that an archive's file gives its own."""

MANUSCRIPT_NUMBER = re.compile(
    r"(?:(?:Add|Egerton|Sloane|Harley|Cotton|Lansdowne|Stowe|Arundel|Royal|Eng|Gen)\.? )?[bf]?(?:MSS?|Mss?|mss?(?=\. [a-z]+\.))\.?"
    r"(?: (?:[A-Z][\w&’'-]*\.?|[a-z]{1,4}\.)){0,5} ?\d[\w/*.–-]*(?: \d{3}(?!\d))?"
)
"""A library's number of a manuscript: "Add. MS 56401", "MS. Macmillan dep. d. 12", "bMS Russ 13"."""

NO_ARCHIVE = re.compile(
    r"(?:BGBl|RGBl|GBl|GVBl|ABl|MBl|BGHZ?|BVerfGE?|BVerwGE?|RGZ|BGB|StGB|GG|NJW|JZ|JORF|JO|BOE|GU|DOU|OJ|USC|CFR|LNTS|UNTS"
    r"|FAZ|SZ|NZZ|ABC|NYT|WSJ|TLS|HZ|VfZ|PMLA|AHR|MEW|MEGA|LCW|PSS|FRUS|AAPD|ADAP|DzD|DDF|DDI|DDS|DBPO|DBFP|DGFP"
    r"|SWB|FBIS|ISO|DIN|RFC|IEEE|ISBN|ISSN|DOI)\b"
)
"""Capitals before numbers that are no archive: law gazettes and reports, newspapers and journals, editions of
documents, standards."""

ACRONYM = re.compile(
    r"(?:(?:[A-ZА-ЯЁІЇЄҐЎҚҒҢӨҰҮҺӘԱ-ՖÀ-ÝĀ-Ž]{2,}[\w-]*|[A-Z][a-z]{0,2}[A-Z]{2,}[\w-]*|[A-Z][a-z]*-?[A-Z]+)(?:[\s-]+(?!\d)|$)){1,4}(?:[-–\s]\s*[A-ZА-Я])?$"
    r"|(?:[A-ZÀ-ÝŠŽА-ЯІЇЄ]{2,6}|[A-Z]{2}[a-z][A-Z]) [A-ZÀ-ÝŠŽА-ЯІЇЄ][^\W\d_A-ZА-Я]{2,}(?: (?:nad|i|w|в|на|u) \w+)?$"
)
"""A repository's abbreviation: "TVP", "ЦГВИА РФ", "РФ ИЯЛИ НАН КР", "ÚSD-SK", "SOkA Tábor"."""
