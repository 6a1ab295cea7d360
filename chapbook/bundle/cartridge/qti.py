"""A quiz as QTI 1.2.1, in the profile of Common Cartridge.

    questestinterop > assessment > section > item > itemmetadata, presentation, resprocessing

Text is HTML, escaped once more, since the profile knows ``mattext`` with ``texttype="text/html"``.
Source: Common Cartridge Profile: Implementation, "QTI profile", and the rules (Schematron) of
``ccv1p1_qtiasiv1p2p1_v1p0.xsd``, which that of version 1.3 repeats.
"""

import re
from dataclasses import replace

from lxml import etree

from chapbook.bundle.cartridge.profile import QTI, XSI, Profile
from chapbook.bundle.quiz import Asked, Kind, Option, Quiz, listed

PROFILE_OF = {
    Kind.ONE: "cc.multiple_choice.v0p1",
    Kind.SEVERAL: "cc.multiple_response.v0p1",
    Kind.TRUTH: "cc.true_false.v0p1",
    Kind.OPEN: "cc.essay.v0p1",
}
"""What is each kind called (rule 2b)?"""

EXAM = {
    "cc_profile": "cc.exam.v0p1",
    "qmd_assessmenttype": "Examination",
    "qmd_scoretype": "Percentage",
    "qmd_feedbackpermitted": "Yes",
    "qmd_hintspermitted": "Yes",
    "qmd_solutionspermitted": "Yes",
    "cc_maxattempts": "unlimited",
}
"""What holds for the whole (rule 1); who checks himself may try again."""

FEEDBACK = "general_fb"
"""What Canvas and Moodle know as feedback that does not depend on the answer."""

ANSWER = "response1"


def written(quiz: Quiz, identifier: str, title: str, profile: Profile) -> bytes:
    """Return *quiz* as a file.

    Args:
        quiz: The questions.
        identifier: Of the whole, in the file and among the files of platforms.
        title: Of the whole.
        profile: The version of Common Cartridge.
    """
    root = etree.Element(f"{{{QTI}}}questestinterop", nsmap={None: QTI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{QTI} {profile.schema('qtiasiv1p2p1_v1p0')}")
    assessment = _below(root, "assessment", ident=identifier, title=title)
    _metadata(assessment, EXAM)
    section = _below(assessment, "section", ident="root_section")
    for asked in quiz.questions:
        _item(section, _spoken(asked, quiz))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _spoken(asked: Asked, quiz: Quiz) -> Asked:
    """Return *asked* with the language of *quiz* on each text."""
    options = [
        replace(each, html=quiz.spoken(each.html), answer=quiz.spoken(each.answer))
        for each in asked.options
    ]
    answer = asked.answer
    if asked.kind is Kind.SEVERAL:
        # Moodle takes what may be said of several at once for feedback on any answer.
        answer += listed(asked.options)
        options = [replace(each, answer="") for each in options]
    html, answer = quiz.spoken(asked.html), quiz.spoken(answer)
    return replace(asked, html=html, answer=answer, options=tuple(options))


def _item(section: etree._Element, asked: Asked) -> None:
    """Write one question."""
    item = _below(section, "item", ident=asked.identifier, title=asked.name)
    fields = {"cc_profile": PROFILE_OF[asked.kind], "cc_weighting": str(asked.points)}
    if asked.kind is Kind.OPEN:
        fields |= {"qmd_scoringpermitted": "Yes", "qmd_computerscored": "No"}
    _metadata(_below(item, "itemmetadata"), fields)
    presentation = _below(item, "presentation")
    _material(presentation, asked.html)
    if asked.kind is Kind.OPEN:
        answer = _below(presentation, "response_str", ident=ANSWER, rcardinality="Single")
        _below(answer, "render_fib", prompt="Box", rows="8")
    else:
        _choices(presentation, asked)
    if asked.answer or asked.kind is not Kind.OPEN:
        _processing(item, asked)
    if asked.answer:
        feedback = _below(item, "itemfeedback", ident=FEEDBACK)
        _material(_below(feedback, "flow_mat"), asked.answer)
    for option in asked.options:
        if option.answer:
            feedback = _below(item, "itemfeedback", ident=_named(option))
            _material(_below(feedback, "flow_mat"), option.answer)


def _named(option: Option) -> str:
    """Return what the feedback on *option* is called; Canvas knows it by this name."""
    return f"{option.identifier}_fb"


def _choices(presentation: etree._Element, asked: Asked) -> None:
    """Write what there is to choose from, in the order of the article."""
    cardinality = "Multiple" if asked.kind is Kind.SEVERAL else "Single"
    answer = _below(presentation, "response_lid", ident=ANSWER, rcardinality=cardinality)
    render = _below(answer, "render_choice")
    for option in asked.options:
        label = _below(render, "response_label", ident=option.identifier)
        _material(label, option.html)


def _processing(item: etree._Element, asked: Asked) -> None:
    """Write what an answer is worth and what is said to it.

    What is said comes first: Moodle takes the last condition for the score.
    """
    processing = _below(item, "resprocessing")
    score = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": "100"}
    _below(_below(processing, "outcomes"), "decvar", **score)
    if asked.answer:
        always = _below(processing, "respcondition", **{"continue": "Yes"})
        _below(_below(always, "conditionvar"), "other")
        _below(always, "displayfeedback", feedbacktype="Response", linkrefid=FEEDBACK)
    for option in asked.options:
        if option.answer and not option.is_right:
            wrong = _below(processing, "respcondition", **{"continue": "No"})
            chosen = _below(_below(wrong, "conditionvar"), "varequal", respident=ANSWER)
            chosen.text = option.identifier
            _told(wrong, option)
    if asked.kind is not Kind.OPEN:
        right = _below(processing, "respcondition", **{"continue": "No"})
        _right(_below(right, "conditionvar"), asked)
        _below(right, "setvar", action="Set", varname="SCORE").text = "100"
        for option in asked.options:
            if option.answer and option.is_right:
                _told(right, option)


def _told(condition: etree._Element, option: Option) -> None:
    """Let what is said of *option* be shown where *condition* holds."""
    named = {"feedbacktype": "Response", "linkrefid": _named(option)}
    _below(condition, "displayfeedback", **named)


def _right(condition: etree._Element, asked: Asked) -> None:
    """Write which answer is right: for several, all right ones and no wrong one."""
    if asked.kind is not Kind.SEVERAL:
        chosen = next(option for option in asked.options if option.is_right)
        _below(condition, "varequal", respident=ANSWER).text = chosen.identifier
        return
    both = _below(condition, "and")
    for option in asked.options:
        holder = both if option.is_right else _below(both, "not")
        # Moodle counts only those that say "case" as right.
        _below(holder, "varequal", respident=ANSWER, case="Yes").text = option.identifier


def _metadata(parent: etree._Element, fields: dict[str, str]) -> None:
    """Write *fields* as QTI says metadata."""
    listed = _below(parent, "qtimetadata")
    for label, entry in fields.items():
        field = _below(listed, "qtimetadatafield")
        _below(field, "fieldlabel").text = label
        _below(field, "fieldentry").text = entry


def _material(parent: etree._Element, html: str) -> None:
    """Write *html*, its pictures named as the profile wants files to be named in questions.

    Letters beyond ASCII are written as numbers: Moodle reads questions as Latin-1
    (``update_sources`` in ``backup/cc/entities.class.php``).
    """
    named = re.sub(r'(<img\b[^>]*?\ssrc=")(?!https?:)', r"\1$IMS-CC-FILEBASE$", html)
    plain = named.encode("ascii", "xmlcharrefreplace").decode()
    _below(_below(parent, "material"), "mattext", texttype="text/html").text = plain


def _below(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    """Add the element *name* to *parent*."""
    return etree.SubElement(parent, f"{{{QTI}}}{name}", attributes)
