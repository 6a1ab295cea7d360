"""Which correction is for which style, and where its form can be read.

Corrections of data run in this order.
"""

from collections.abc import Callable

from chapbook.model import Item, Node
from chapbook.tools.conform import data, printed
from chapbook.tools.conform.rule import (
    AMA,
    APA,
    CHICAGO,
    EVERY,
    HARVARD,
    IEEE,
    MLA,
    NLM,
    NONE_FOUND,
    Rule,
)

OF_DATA: tuple[Rule[Callable[[Item, data.Setting], Item]], ...] = (
    Rule(
        apply=data.titles_of_courtesy_go,
        styles=EVERY,
        source="https://libguides.southernct.edu/c.php?g=1232672&p=9271659",
    ),
    Rule(
        apply=data.east_asian_names_stay_whole,
        styles=EVERY,
        source="https://guides.lib.monash.edu/chicago-18-b-author-date/journal-articles",
    ),
    Rule(
        apply=data.publisher_as_author_is_skipped,
        styles=MLA,
        source="https://pressbooks.nvcc.edu/eng111nol/chapter/works-cited-list-webpages",
    ),
    Rule(
        apply=data.publisher_is_not_the_site,
        styles=EVERY,
        source="https://pressbooks.nvcc.edu/eng111nol/chapter/works-cited-list-webpages",
    ),
    Rule(
        apply=data.publisher_is_not_the_author,
        styles=EVERY,
        but=(*MLA, *NLM),
        source="https://www.htuse.com/how-to-cite-website-in-apa/",
    ),
    Rule(
        apply=data.site_is_not_repeated,
        styles=(*APA, *AMA, *IEEE),
        source="https://www.htuse.com/how-to-cite-website-in-apa/",
    ),
    Rule(
        apply=data.subtitle_begins_with_capital,
        styles=APA,
        source="https://libguides.sccsc.edu/c.php?g=695376&p=4930628",
    ),
    Rule(
        apply=data.retrieval_date_only_if_it_changes,
        styles=APA,
        source="https://libguides.usc.edu/APA7th/datasets",
    ),
    Rule(
        apply=data.preprint_is_not_said_twice,
        styles=(*APA, *CHICAGO),
        source="https://apastyle.apa.org/style-grammar-guidelines/references/examples/"
        "preprint-article-references",
    ),
    Rule(apply=data.ahead_of_print_is_not_said_twice, styles=(*CHICAGO, *IEEE), source=NONE_FOUND),
    Rule(
        apply=data.access_date_ends_the_entry,
        styles=MLA,
        source="https://pressbooks.nvcc.edu/eng111nol/chapter/works-cited-list-webpages",
    ),
    Rule(
        apply=data.preprint_ends_the_entry,
        styles=MLA,
        source="https://www.grafiati.com/en/info/mla-8/preprint/",
    ),
    Rule(
        apply=data.preprint_server_as_container,
        styles=HARVARD,
        source="https://www.citationeasy.com/how-to-cite/preprint-in-harvard",
    ),
    Rule(
        apply=data.web_page_without_site,
        styles=HARVARD,
        source="https://library.rgu.ac.uk/harvard-referencing-templates/webpages",
    ),
    Rule(apply=data.preprint_in_brackets, styles=NLM, source=NONE_FOUND),
    Rule(apply=data.doi_as_address, styles=NLM, source=NONE_FOUND),
    Rule(
        apply=data.web_page_by_its_own_title,
        styles=NLM,
        source="https://guides.library.uwa.edu.au/c.php?g=324981&p=6334245",
    ),
    Rule(
        apply=data.translator_after_title,
        styles=AMA,
        source="https://libguides.mcneese.edu/c.php?g=781538&p=5602207",
    ),
    Rule(apply=data.translator_after_edition, styles=NLM, source=NONE_FOUND),
    Rule(apply=data.translator_like_editor, styles=IEEE, source=NONE_FOUND),
    Rule(
        apply=data.data_set_with_its_archive,
        styles=AMA,
        source="https://libguides.ecu.edu/c.php?g=1145002&p=8357046",
    ),
    Rule(apply=data.page_without_address_keeps_date, styles=IEEE, source=NONE_FOUND),
    Rule(
        apply=data.abbreviations_with_stops,
        styles=IEEE,
        source="https://libguides.acu.edu.au/ieee/articles",
    ),
)

DATE_OF_READING: Rule[Callable[[Item, data.Setting], Item]] = Rule(
    apply=data.date_of_reading,
    styles=(*HARVARD, *NLM, *AMA, *IEEE),
    source="https://library.rgu.ac.uk/harvard-referencing-templates/webpages",
)

OF_PRINT: tuple[Rule[Callable[[list[Node], Item], list[Node]]], ...] = (
    Rule(
        apply=printed.undated_page_without_retrieved,
        styles=APA,
        source="https://libguides.usc.edu/APA7th/datasets",
    ),
    Rule(
        apply=printed.data_set_in_two_words,
        styles=APA,
        source="https://libraryguides.lehigh.edu/c.php?g=1296759&p=9525287",
    ),
    Rule(
        apply=printed.site_ends_before_date,
        styles=CHICAGO,
        source="https://libguides.acu.edu.au/chicago/websites",
    ),
    Rule(
        apply=printed.editors_before_their_label,
        styles=(*AMA, *NLM),
        source="https://libraryguides.ursuline.edu/amastyle/c1",
    ),
    Rule(
        apply=printed.hyphen_in_page_ranges,
        styles=NLM,
        source="https://www.grafiati.com/pl/info/vancouver/book-part/",
    ),
    Rule(
        apply=printed.web_page_in_sentences,
        styles=IEEE,
        source="https://libguides.acu.edu.au/ieee/websites",
    ),
    Rule(
        apply=printed.editors_end_before_place,
        styles=IEEE,
        source="https://chec.engineering.cornell.edu/ieee-reference-page-entries/",
    ),
    Rule(
        apply=printed.days_without_zero,
        styles=IEEE,
        source="https://library.unimelb.edu.au/recite/referencing-styles/ieee/"
        "unpublished-documents/paper-in-progress-available-in-a-repository",
    ),
)
