"""What every rule is called in a heading."""

from collections.abc import Mapping

from provenance.terms import RuleId

RULES: Mapping[RuleId, str] = {
    RuleId.UNSOURCED: "Nothing leads to a source",
    RuleId.LINK_LOST: "A link stood here and is lost",
    RuleId.NAMED_WITHOUT_ADDRESS: "A source is named, no address is given",
    RuleId.PAGE_LEVEL_CITATION: "The address is no single document",
    RuleId.QUOTE_MEANING_CHANGED: "The quotation changes the meaning",
    RuleId.QUOTE_ALTERED: "The quotation is not word for word",
    RuleId.QUOTE_ABSENT: "The quoted words are not in the source",
    RuleId.QUOTE_WRONG_SPEAKER: "Right words, wrong speaker or occasion",
    RuleId.QUOTE_NEAR_MATCH: "Similar words stand in another document",
    RuleId.QUOTE_UNCLOSED: "A quotation is opened and never closed",
    RuleId.QUOTE_DIFFERS_FROM_WITNESS: "The quotation differs from another outlet's copy",
    RuleId.NUMBER_DIFFERS: "A number is not the source's",
    RuleId.DATE_DIFFERS: "A date is not the source's",
    RuleId.WEEKDAY_MISMATCH: "Weekday and date do not fit",
    RuleId.CONTRADICTED_BY_SOURCE: "The source says otherwise",
    RuleId.UNSUPPORTED_BY_SOURCE: "The source does not say this",
    RuleId.PARTLY_SUPPORTED: "The source says only part of this",
    RuleId.DISPUTED: "Another account says otherwise",
    RuleId.QUOTE_VARIANTS: "Another outlet words this quotation differently",
    RuleId.UNMARKED_COPY: "Another's text stands here without marks or credit",
    RuleId.UNREADABLE_INPUT: "A file could not be read",
    RuleId.BAD_WAIVER: "A comment waives nothing",
}
