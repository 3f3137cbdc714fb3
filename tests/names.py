"""Names of many scripts and lengths, put together from parts that people bear; the same list at every run."""

from __future__ import annotations

from itertools import cycle, islice

# By script or custom: parts of names, the order of which is free enough for a test.
PARTS: dict[str, tuple[str, ...]] = {
    "short": ("O", "Ng", "Bo", "Q’orianka", "Wu", "Sukarno"),
    "english": ("Ana-Lucía", "O’Neill", "St. John-Smythe", "MacIntyre", "Jean-Luc", "d’Arcy", "Zoë", "III"),
    "german": ("Wolfeschlegelsteinhausenbergerdorff", "Großmüller", "Freiherr von und zu Guttenberg", "Jörg"),
    "spanish": ("María de los Ángeles", "Fernández de Córdoba y Ponce de León", "Núñez", "Güemes", "Ibáñez-Etxeberría"),
    "polish": ("Łukasz", "Żółkiewska", "Grzegorz Brzęczyszczykiewicz", "Śnieżyńska-Wójcik"),
    "icelandic": ("Þórunn", "Ðagný", "Sæmundsdóttir", "Æsa", "Bjørnåsen"),
    "turkish": ("İbrahim", "Ağaoğlu", "Şükrü", "Çığlık", "Özgür"),
    "vietnamese": ("Nguyễn", "Thị Hồng Nhung", "Trần", "Đặng Thuỳ Trâm", "Phượng"),
    "yoruba": ("Adéọlá", "Ọlájùmọ̀kẹ́", "Ṣẹ̀gun", "Akíntọ́lá", "Oyèníyì"),
    "hausa": ("Ɗanjuma", "Ƙwanƙwaso", "Ɓala"),
    "hawaiian": ("Keliʻihoʻomalu", "Kahoʻolawe", "Nāinoa", "Kalākaua"),
    "salish": ("Lə́k̓ʷəŋən", "X̱aʼislak̓ala", "Tɬaʔuk"),
    "srilankan": (
        "Herath Mudiyanselage",
        "Rathnayake",
        "Wickramasinghe",
        "Wanninayake",
        "Bandaranayake",
        "Jayasundara",
    ),
    "cyrillic": ("Сергій", "Шевченко-Їжакевич", "Анна", "Достоевская", "Ґалаґан", "Қасымжомарт"),
    "greek": ("Αθανάσιος", "Παπακωνσταντίνου", "Ζωή", "Ωνάσης"),
    "armenian": ("Գևորգ", "Պետրոսյան", "Անահիտ", "Տեր-Ղազարյան"),
    "georgian": ("ნინო", "ბერიძე", "კვარაცხელია", "ზვიადი"),
    "hebrew": ("נועה", "לוי", "בן־דוד", "אברהם"),
    "arabic": ("محمد", "عبد الرحمن", "الشريف", "فاطمة", "بن عبد العزيز", "اللهياري"),
    "urdu": ("محمد", "علی", "چودھری", "ڈاہر", "گُل"),
    "hindi": ("प्रियंका", "श्रीवास्तव", "आदित्य", "कृष्णमूर्ति"),
    "gurmukhi": ("ਗੁਰਪ੍ਰੀਤ", "ਸਿੰਘ", "ਕੌਰ"),
    "gujarati": ("હાર્દિક", "પટેલ", "કૃષ્ણા"),
    "bengali": ("রবীন্দ্রনাথ", "ঠাকুর", "শ্রাবন্তী"),
    "odia": ("ସୁଚିତ୍ରା", "ମହାପାତ୍ର"),
    "tamil": ("அருண்", "குமார்", "சுப்பிரமணியன்", "வெங்கடேஸ்வரன்"),
    "telugu": ("వెంకటేశ్వర్లు", "శ్రీనివాస", "రెడ్డి"),
    "kannada": ("ಕೃಷ್ಣಮೂರ್ತಿ", "ಸಿದ್ದರಾಮಯ್ಯ"),
    "malayalam": ("ശ്രീകുമാർ", "നമ്പൂതിരി", "കൃഷ്ണൻ"),
    "sinhala": ("රත්නායක", "වික්‍රමසිංහ", "ශ්‍රීමතී"),
    "dhivehi": ("އިބްރާހިމް", "މުޙައްމަދު"),
    "thai": ("นภัสสร", "ศรีสุวรรณ", "กิตติธรรม"),
    "lao": ("ສົມສະຫວັນ", "ພົມມະຈັນ"),
    "khmer": ("សុខ", "សុភាពរតនា", "ចាន់ដារ៉ា", "ប៊ុនរ៉ានី"),
    "burmese": ("အောင်ဆန်းစုကြည်", "မြင့်မြင့်ခင်", "နန်းခမ်းဦး"),
    "amharic": ("ቴዎድሮስ", "ካሣሁን", "ወልደ ማርያም"),
    "cherokee": ("ᏣᎳᎩ", "ᏎᏉᏯ"),
    "simplified": ("王鑫", "欧阳婷婷", "张昊", "刘婧琪"),
    "traditional": ("陳美玲", "歐陽淑華", "張學友"),
    "japanese": ("高橋 さくら", "齋藤 ユウキ", "髙﨑 みなみ"),
    "korean": ("김민수", "이서연", "남궁 옥분"),
}
LONGEST = 90


def names(count: int) -> list[str]:
    """So many names, from each list in turn, of one part to as many as ninety characters take."""
    found: dict[str, None] = {}
    for turn, kind in islice(enumerate(cycle(PARTS)), 100 * count):
        if len(found) == count:
            break
        parts, lap = PARTS[kind], turn // len(PARTS)
        wanted = 1 + lap % (len(parts) + 3)
        name = ""
        for part in islice(cycle(parts), lap, lap + wanted):
            longer = f"{name} {part}".strip()
            name = longer if len(longer) <= LONGEST else name
        found[name] = None
    return list(found)
