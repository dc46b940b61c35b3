import { Badge, Button, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { IconMessage, IconPencil } from "@tabler/icons-react";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import type { Segment } from "../api/types";
import type { InterimGuess } from "../live/frames";
import { text } from "../text/en";
import { moment } from "../text/format";
import { speakerColors } from "./speakers";
import classes from "./Transcript.module.css";

export type TranscriptView = "raw" | "refined";

/** The segment to show, asked for anew each time although it may be the same seq. */
export interface Jump {
  seq: number;
}

interface Props {
  segments: Segment[];
  interims: InterimGuess[];
  view: TranscriptView;
  jump: Jump | null;
  isLive: boolean;
  /** Asked for with a segment's pencil; without it nothing can be changed. */
  onOpen?: (seq: number) => void;
  /** The segment that is being heard, where there is sound. */
  heard?: number | null;
  /** Asked for with a segment's time; without it there is nothing to hear. */
  onHear?: (startMs: number) => void;
}

/** The words with speakers, times and colours; only the rows in sight exist, so that 10,000 scroll smoothly. */
export function Transcript({ segments, interims, view, jump, isLive, onOpen, heard = null, onHear }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const colors = useMemo(() => speakerColors(segments.map(nameOf)), [segments]);
  const rows = useVirtualizer({
    count: segments.length,
    getScrollElement: () => box.current,
    estimateSize: () => 56,
    getItemKey: (index) => segments[index]?.seq ?? index,
    overscan: 6,
  });
  const [isAtEnd, setAtEnd] = useState(true);
  const lastTop = useRef(0);
  const height = rows.getTotalSize();

  useEffect(() => {
    const index = jump ? segments.findIndex((one) => one.seq === jump.seq) : -1;
    if (index >= 0) rows.scrollToIndex(index, { align: "center" });
  }, [jump]);

  useEffect(() => {
    const index = heard === null ? -1 : segments.findIndex((one) => one.seq === heard);
    if (index >= 0) rows.scrollToIndex(index, { align: "auto" });
  }, [heard]);

  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight });
  useEffect(() => {
    if (isLive && isAtEnd) toEnd();
  }, [isLive, isAtEnd, height, interims]);

  /** Scrolling up stops following, reaching the end takes it up again; rows that grow while measured do neither. */
  const watchEnd = () => {
    const element = box.current;
    if (!element) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    if (isNear) setAtEnd(true);
    else if (element.scrollTop < lastTop.current) setAtEnd(false);
    lastTop.current = element.scrollTop;
  };
  if (segments.length === 0 && interims.length === 0) {
    return (
      <Text c="dimmed" size="sm" p="md">
        {isLive ? text.meeting.noTranscript : text.meeting.nothingSaid}
      </Text>
    );
  }
  return (
    <div className={classes.frame}>
      <div ref={box} className={classes.box} onScroll={watchEnd} tabIndex={0} role="region" aria-label={text.meeting.transcript}>
        <ol className={classes.rows} style={{ height }}>
          {rows.getVirtualItems().map((row) => {
            const segment = segments[row.index] as Segment;
            return (
              <li
                key={row.key}
                ref={rows.measureElement}
                data-index={row.index}
                data-seq={segment.seq}
                data-highlighted={jump?.seq === segment.seq || undefined}
                data-heard={heard === segment.seq || undefined}
                aria-current={heard === segment.seq || undefined}
                aria-setsize={segments.length}
                aria-posinset={row.index + 1}
                className={classes.row}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <Line segment={segment} view={view} isContinued={isSameSpeaker(segments[row.index - 1], segment)} color={colors.get(nameOf(segment) ?? "")} {...(onOpen ? { onOpen } : {})} {...(onHear ? { onHear } : {})} />
              </li>
            );
          })}
        </ol>
        {interims.map((interim) => (
          <p key={interim.utterance_id} className={classes.interim} data-interim={interim.utterance_id}>
            {interim.speaker && <b>{interim.speaker}: </b>}
            {interim.text}
          </p>
        ))}
      </div>
      {isLive && !isAtEnd && (
        <Button size="xs" className={classes.toEnd ?? ""} onClick={toEnd}>
          {text.meeting.toLatest}
        </Button>
      )}
    </div>
  );
}

function isSameSpeaker(before: Segment | undefined, segment: Segment): boolean {
  return before !== undefined && nameOf(before) === nameOf(segment);
}

function nameOf({ speaker, speaker_name }: Segment): string | null {
  return speaker_name ?? speaker;
}

interface LineProps {
  segment: Segment;
  view: TranscriptView;
  isContinued: boolean;
  color: string | undefined;
  onOpen?: (seq: number) => void;
  onHear?: (startMs: number) => void;
}

/** Drawn once, whatever is scrolled, and of plain elements: the library's would cost a third of the frames. */
const Line = memo(function Line({ segment, view, isContinued, color, onOpen, onHear }: LineProps) {
  const speaker = nameOf(segment);
  const time = moment(segment.start_ms);
  const hasNewWords = segment.text !== segment.raw_text;
  const words = view === "refined" && !hasNewWords ? (segment.refined_text ?? segment.text) : segment.text;
  return (
    <div className={classes.line}>
      {onHear ? (
        <button type="button" className={classes.time} aria-label={text.player.from(time)} onClick={() => onHear(segment.start_ms)}>
          {time}
        </button>
      ) : (
        <time className={classes.time}>{time}</time>
      )}
      <div className={classes.words}>
        {!isContinued && speaker && (
          <p className={classes.speaker} style={{ color }}>
            {speaker}
          </p>
        )}
        <span className={classes.text} {...(onHear ? { onClick: () => getSelection()?.isCollapsed && onHear(segment.start_ms) } : {})}>
          {words}
        </span>
        {hasNewWords && <Mark>{text.meeting.edited}</Mark>}
        {segment.is_promoted && <Mark>{text.meeting.promoted}</Mark>}
      </div>
      {onOpen && (
        <button
          type="button"
          className={classes.open}
          data-has-comments={segment.comments > 0 || undefined}
          aria-label={[text.segment.open(time), segment.comments ? text.segment.count(segment.comments) : ""].filter(Boolean).join(", ")}
          onClick={() => onOpen(segment.seq)}
        >
          {segment.comments > 0 ? <IconMessage size={15} /> : <IconPencil size={15} />}
        </button>
      )}
    </div>
  );
});

function Mark({ children }: { children: string }) {
  return (
    <Badge size="xs" variant="default" tt="none" ml={6}>
      {children}
    </Badge>
  );
}
