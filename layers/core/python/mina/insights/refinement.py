"""The transcript made readable: an overlay, the raw text stays. Rules only, so nothing is said that was not said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mina.domain.insight import Paragraph, RefinedSegment, Refinement
from mina.domain.segment import Segment
from mina.insights.disfluency import fluent
from mina.insights.languages import english_share, is_english
from mina.insights.questions import is_question
from mina.insights.transcript import JOIN_GAP_MS

_PARAGRAPH_WORDS = 150
_PARAGRAPH_GAP_MS = 8_000
_LONE_I = re.compile(r"(?<![\w'’.\-])i(?=(?:['’](?:m|ll|ve|d|s))?(?![\w'’.\-]))")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day(s?)\b")
_SENTENCE_START = re.compile(r"([.?!]\s+)([a-z])")
_TERMINAL = re.compile(r"[.?!…:;,\-—][\"'”’)\]]*$")
_ENDED = re.compile(r"[.?!…][\"'”’)\]]*$")
_OPEN_END = re.compile(
    r"\b(?:the|a|an|to|of|and|or|but|with|for|is|are|was|were|that|which|if|so|i|we|you|my|our|your|in|on|at|because)$",
    re.IGNORECASE,
)


def refine(segments: Sequence[Segment]) -> Refinement:
    """Every segment's readable text, and paragraphs of one speaker's neighbours, in the order given.

    English alone is rewritten: fillers, stutters and broken starts go, sentences get capitals and marks. Numbers,
    names and negations are never altered. Other languages and scripts pass through with spaces tidied. A segment
    that was nothing but fillers keeps an empty text and joins no paragraph.
    """
    meeting_is_english = english_share(segment.text for segment in segments) >= 0.5
    capitals = sum(segment.text.lstrip()[:1].isupper() for segment in segments)
    has_capitals = capitals >= 0.3 * len(segments)
    refined: list[RefinedSegment] = []
    previous: Segment | None = None
    is_open = False
    for index, segment in enumerate(segments):
        continues = is_open and previous is not None and _continues(previous, segment)
        if not is_english(segment.text, segment.language, meeting_is_english):
            text, is_open = " ".join(segment.text.split()), False
        else:
            following = segments[index + 1] if index + 1 < len(segments) else None
            text, is_open = _readable(segment, continues, following, has_capitals)
        refined.append(RefinedSegment(segment.seq, text))
        previous = segment
    return Refinement(tuple(refined), tuple(_paragraphs(segments, refined)))


def _continues(previous: Segment, segment: Segment) -> bool:
    return previous.speaker == segment.speaker and segment.start_ms - previous.end_ms <= JOIN_GAP_MS


def _readable(segment: Segment, continues: bool, following: Segment | None, has_capitals: bool) -> tuple[str, bool]:
    """The text with capitals and an end mark, and whether its sentence stays open for the next segment."""
    text = fluent(segment.text)
    if not text:
        return "", continues
    text = _LONE_I.sub("I", text)
    text = _WEEKDAY.sub(lambda match: match.group(0).capitalize(), text)
    text = _SENTENCE_START.sub(lambda match: match.group(1) + match.group(2).upper(), text)
    if not continues:
        text = text[:1].upper() + text[1:]
    if _ENDED.search(text):
        return text, False
    begins_small = has_capitals and following is not None and following.text.lstrip()[:1].islower()
    if following and _continues(segment, following) and (begins_small or _OPEN_END.search(text)):
        return text, True
    if _OPEN_END.search(text):
        return text + " …", False
    if _TERMINAL.search(text):
        return text, False
    return text + ("?" if is_question(text) else "."), False


def _paragraphs(segments: Sequence[Segment], refined: Sequence[RefinedSegment]) -> list[Paragraph]:
    """Neighbours of one speaker together; a segment that was only fillers parts no one."""
    paragraphs: list[list[int]] = []
    for index, segment in enumerate(segments):
        if not refined[index].text:
            continue
        if paragraphs and _belongs(segments[paragraphs[-1][-1]], segment, paragraphs[-1], refined):
            paragraphs[-1].append(index)
        else:
            paragraphs.append([index])
    return [
        Paragraph(
            speaker=segments[group[0]].speaker,
            seqs=tuple(segments[i].seq for i in group),
            text=" ".join(refined[i].text for i in group),
            start_ms=min(segments[i].start_ms for i in group),
            end_ms=max(segments[i].end_ms for i in group),
        )
        for group in paragraphs
    ]


def _belongs(last: Segment, segment: Segment, group: list[int], refined: Sequence[RefinedSegment]) -> bool:
    if last.speaker != segment.speaker or segment.start_ms - last.end_ms > _PARAGRAPH_GAP_MS:
        return False
    ended = _ENDED.search(refined[group[-1]].text) is not None
    return not ended or sum(refined[i].text.count(" ") + 1 for i in group) < _PARAGRAPH_WORDS
