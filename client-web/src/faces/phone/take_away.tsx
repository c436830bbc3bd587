// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person takes away: the minutes, the dates; and what is wiped from this phone.
import { useState } from 'preact/hooks';
import { textInQuestion } from '../../activities/text_in_question';
import { t } from '../../i18n/t';
import { fetchMinutes } from '../../protocol/http';
import { latest, type Room, rowsOf, useRoom } from '../../room/room';
import { Button } from '../../ui/button';

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

interface Dated {
  readonly date: string;
  readonly what: string;
}

export function myDates(room: Room): readonly Dated[] {
  const text = textInQuestion(room.room.value);
  const promised = rowsOf(latest(room.room.value, 'commitments')?.[1].items)
    .map(([, item]) => item)
    .filter((item) => item.seat === room.me.value && item.state === 'accepted' && item.by_when);
  return [
    ...(text?.review_date
      ? [{ date: text.review_date, what: t('away.review', { title: room.room.value?.title ?? '' }) }]
      : []),
    ...promised.map((item) => ({ date: item.by_when ?? '', what: item.what })),
  ];
}

/** Plain days as iCalendar (RFC 5545). */
export function calendar(dates: readonly Dated[], code: string): string {
  const plain = (word: string) => word.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\n/g, '\\n');
  const events = dates.flatMap(({ date, what }, index) => [
    'BEGIN:VEVENT',
    `UID:${code}-${index}@palabre`,
    `DTSTAMP:${date.replace(/-/g, '')}T000000Z`,
    `DTSTART;VALUE=DATE:${date.replace(/-/g, '')}`,
    `SUMMARY:${plain(what)}`,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//palabre//', ...events, 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

export function TakeMinutes() {
  const room = useRoom();
  const [failed, setFailed] = useState(false);
  return (
    <>
      <Button
        look="gesture"
        onPress={() => {
          fetchMinutes(room.code, room.secret, 'md').then(
            (blob) => save(blob, `${t('away.file')}-${room.code}.md`),
            () => setFailed(true),
          );
        }}
      >
        {t('away.minutes')}
      </Button>
      {failed && (
        <p class="refusal" role="alert">
          {t('away.failed')}
        </p>
      )}
    </>
  );
}

export function TakeAway({ onForget }: { onForget(): void }) {
  const room = useRoom();
  const dates = myDates(room);
  const [sure, setSure] = useState(false);
  return (
    <div class="gestures">
      <TakeMinutes />
      {dates.length > 0 && (
        <Button
          onPress={() =>
            save(new Blob([calendar(dates, room.code)], { type: 'text/calendar' }), `${room.code}.ics`)
          }
        >
          {t('away.dates')}
        </Button>
      )}
      {sure ? (
        <>
          <p class="calm">{t('away.forget_lead')}</p>
          <Button look="danger" onPress={onForget}>
            {t('away.forget_sure')}
          </Button>
        </>
      ) : (
        <Button look="quiet" onPress={() => setSure(true)}>
          {t('away.forget')}
        </Button>
      )}
    </div>
  );
}
