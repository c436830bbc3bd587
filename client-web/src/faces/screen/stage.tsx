// SPDX-License-Identifier: AGPL-3.0-or-later
// What the screen shows of the present moment: the text or the question, the circle, a count.
import type { ComponentChildren } from 'preact';
import { circle, total } from '../../activities/circle';
import { tallySentence } from '../../activities/consent_check/answers';
import { wordsGiven } from '../../activities/consent_check/words';
import { justEnded } from '../../activities/just_happened';
import { currentObjection, momentOf } from '../../activities/objections/current';
import { presenterOf } from '../../activities/present/panel';
import { seatMark } from '../../activities/round/panel';
import { softTime } from '../../activities/round/turns';
import { type TextInQuestion, textInQuestion } from '../../activities/text_in_question';
import { day } from '../../i18n/say';
import { names, t } from '../../i18n/t';
import type { Activity, Collect, ConsentCheck, Objections, Roles, Round, SeatId } from '../../protocol/view';
import { current, isCrossroads, isDecided, latest, type Room, useRoom } from '../../room/room';
import {
  exitLabel,
  outcomeSentence,
  roleName,
  stateInstruction,
  stateQuestion,
  stateTitle,
} from '../../room/sentences';
import { Difference } from '../../ui/difference';
import { Qr } from '../../ui/qr';
import { Ring, type SeatMark } from '../../ui/ring';
import { useSecond } from '../../ui/timer';
import { joinAddress } from '../join/address';
import { useSteps } from '../phone/run_map';
import { GatheringStage } from './gathering';
import { CommitmentWall, Wall } from './wall';
import { sizeOf, Words } from './words';

export function Stage() {
  const room = useRoom();
  const layer = room.room.value;
  const named = current(layer);
  if (layer?.state?.final || layer?.open === 'closed' || (layer?.decision && !named)) return <Decision />;
  if (isCrossroads(layer)) return <Crossroads />;
  const queue = latest(layer, 'queue');
  const talking = queue && queue[1].floor !== undefined ? queue : undefined;
  const shown = named ?? talking;
  return shown ? <OfActivity view={shown[1]} /> : <Beside left={<Question />} marks={() => 'idle'} />;
}

function Question() {
  const room = useRoom();
  const question = stateQuestion(room) ?? stateTitle(room) ?? t('now.together');
  return <h1 class={sizeOf(question)}>{question}</h1>;
}

function OfActivity({ view }: { view: Activity }) {
  const room = useRoom();
  switch (view.kind) {
    case 'present': {
      const by = presenterOf(view, room.room.value?.roles);
      const name = by === undefined ? roleName(room, view.role ?? 'facilitator') : room.name(by);
      return (
        <Beside
          left={<Question />}
          marks={(seat) => (seat === by ? 'floor' : 'idle')}
          centre={<strong>{name}</strong>}
        />
      );
    }
    case 'round':
      return <RoundStage view={view} />;
    case 'queue':
      return (
        <Beside
          left={<Question />}
          marks={(seat) => (seat === view.floor ? 'floor' : view.hands?.[seat] ? 'lit' : 'idle')}
          centre={view.floor && <strong>{room.name(view.floor)}</strong>}
        />
      );
    case 'collect':
      return view.phase === 'revealed' || view.visibility === 'live' ? (
        <Wall view={view} />
      ) : (
        <BlindStage view={view} />
      );
    case 'edit': {
      const text = textInQuestion(room.room.value);
      const holder = room.room.value?.roles?.[view.role ?? 'proposer'];
      return text ? (
        <TextStage text={text} marks={(seat) => (seat === holder ? 'lit' : 'idle')} />
      ) : (
        <Beside
          left={<Question />}
          marks={(seat) => (seat === holder ? 'floor' : 'idle')}
          centre={holder && <strong>{room.name(holder)}</strong>}
        />
      );
    }
    case 'consent_check':
      return <CheckStage view={view} />;
    case 'objections':
      return <ObjectionStage view={view} />;
    case 'commitments':
      return Object.keys(view.items ?? {}).length > 0 ? (
        <CommitmentWall view={view} />
      ) : (
        <Beside left={<Question />} marks={() => 'idle'} />
      );
    case 'roles':
      return <RolesStage view={view} />;
    case 'sort':
    case 'score':
    case 'groups':
    case 'silence':
    case 'celebrate':
    case 'agenda':
      return <GatheringStage view={view} />;
  }
}

/** So many roles with their holders have room beside the circle. */
const roles_max = 6;

function RolesStage({ view }: { view: Roles }) {
  const room = useRoom();
  const roles = Object.entries(view.roles ?? {}).slice(0, roles_max);
  const holders = new Set(roles.map(([, held]) => held.holder));
  return (
    <Beside
      left={
        <>
          <Question />
          <ul class="held">
            {roles.map(([role, held]) => (
              <li key={role}>
                {roleName(room, role)} ·{' '}
                {held.holder === undefined ? t('roles.vacant') : <strong>{room.name(held.holder)}</strong>}
              </li>
            ))}
          </ul>
        </>
      }
      marks={(seat) => (holders.has(seat) ? 'lit' : 'idle')}
    />
  );
}

function BlindStage({ view }: { view: Collect }) {
  const room = useRoom();
  const text = textInQuestion(room.room.value);
  const about = view.input === 'choice' && text?.view.running !== false ? text : undefined;
  const centre = <Count n={view.finished ?? 0} total={view.total ?? 0} said={t('screen.have_finished')} />;
  return about ? (
    <TextStage text={about} marks={() => 'idle'} centre={centre} under={stateQuestion(room)} />
  ) : (
    <Beside
      left={
        <>
          <Question />
          <p class="aside">{t('collect.on_phones')}</p>
        </>
      }
      marks={() => 'idle'}
      centre={centre}
    />
  );
}

function RoundStage({ view }: { view: Round }) {
  const room = useRoom();
  const soft = softTime(view, useSecond());
  const next = (view.next ?? []).map((seat) => room.name(seat));
  const closed = view.phase === 'closed' || view.floor === undefined;
  return (
    <Beside
      left={
        <>
          <Question />
          {next.length > 0 && !closed && <p class="aside">{t('screen.next', { names: names(next) })}</p>}
        </>
      }
      marks={(seat) => seatMark(view, seat)}
      light={soft?.share}
      centre={closed ? <strong>{t('round.closed')}</strong> : <strong>{room.name(view.floor)}</strong>}
    />
  );
}

/** So many words without a name have room on the screen. */
const words_max = 2;

function revealedWords(view: ConsentCheck): string {
  const words = wordsGiven(view).slice(-words_max);
  return [tallySentence(view), ...words.map((one) => t('quoted', { words: one }))].join(' ');
}

function CheckStage({ view }: { view: ConsentCheck }) {
  const room = useRoom();
  const text = textInQuestion(room.room.value);
  const revealed = view.phase === 'revealed';
  const answers = view.answers ?? {};
  // Who looks for the sense of the meeting counts nobody.
  const counts = view.counts !== false;
  const marks = (seat: SeatId): SeatMark => (revealed && counts ? (answers[seat]?.choice ?? 'idle') : 'idle');
  const centre = revealed ? undefined : !counts ? (
    <strong>{view.all_answered ? t('consent.all_in') : t('consent.silent')}</strong>
  ) : (
    <Count n={view.answered ?? 0} total={view.total ?? 0} said={t('consent.have_answered')} />
  );
  const changed = revealed && text !== undefined && text.version > (view.version ?? text.version);
  const under = changed ? t('consent.changed') : revealed ? revealedWords(view) : undefined;
  if (view.phase === 'asked')
    return <Words heading={t('consent.asked', { name: room.name(view.asked_by) })} lead={view.question} />;
  if (view.phase === 'void') return <Words heading={t('consent.void')} lead={t('consent.void_lead')} />;
  return text ? (
    <TextStage text={text} marks={marks} centre={centre} under={under} />
  ) : (
    <Beside left={<Question />} marks={marks} centre={centre} />
  );
}

function ObjectionStage({ view }: { view: Objections }) {
  const room = useRoom();
  const text = textInQuestion(room.room.value);
  const now = currentObjection(view)?.[1];
  const ended = justEnded(room);
  const marks = (seat: SeatId): SeatMark => {
    if (seat === now?.seat) return 'floor';
    return ended?.answers?.[seat]?.choice ?? 'idle';
  };
  const name = room.name(now?.seat);
  const said = now
    ? (now.argument ?? t(`objections.${momentOf(now)}.theirs`, { name }))
    : t('objections.none');
  return text ? (
    <TextStage text={text} marks={marks} under={said} centre={now && <strong>{name}</strong>} changes />
  ) : (
    <Beside
      left={<h1 class={sizeOf(said)}>{said}</h1>}
      marks={marks}
      centre={now && <strong>{name}</strong>}
    />
  );
}

function Decision() {
  const room = useRoom();
  const layer = room.room.value;
  const text = textInQuestion(layer);
  const said = layer?.decision
    ? outcomeSentence(room, layer.decision.outcome)
    : (stateQuestion(room) ?? t('decided.over'));
  const closing = layer?.open === 'closed' ? t('goodbye.closed') : stateInstruction(room);
  const lit = isDecided(layer?.decision?.outcome) ? 'lit' : 'idle';
  return text && layer?.decision ? (
    <TextStage
      text={text}
      marks={() => lit}
      under={closing ?? said}
      centre={lit === 'lit' && <strong>{t('decided.word')}</strong>}
    />
  ) : (
    <Words heading={said} lead={closing} />
  );
}

function Crossroads() {
  const room = useRoom();
  const exits = Object.entries(room.room.value?.step?.exits ?? {});
  return (
    <section class="ways-only">
      <Question />
      <ul>
        {exits.map(([event, exit]) => (
          <li key={event}>{exitLabel(room, event, exit)}</li>
        ))}
      </ul>
    </section>
  );
}

/** So many signs of a count are set large. */
const count_length_max = 9;

function Count({ n, total: all, said }: { n: number; total: number; said: string }) {
  const words = t('screen.count', { n, total: all });
  return (
    <>
      <strong class={`count${words.length > count_length_max ? ' long' : ''}`}>{words}</strong>
      <span>{said}</span>
    </>
  );
}

interface BesideProps {
  readonly left: ComponentChildren;
  marks(seat: SeatId): SeatMark;
  readonly light?: number | undefined;
  readonly centre?: ComponentChildren;
}

function label(room: Room): string {
  return t('ring.plain', { n: total(room) });
}

/** Words at the left, the circle at the right, its middle for a name or a count, or at the very start for coming in. */
function Beside({ left, marks, light, centre }: BesideProps) {
  const room = useRoom();
  const arriving = useSteps().at === 0 && room.room.value?.open === 'open';
  return (
    <div class="beside">
      <div class="left">{left}</div>
      <Ring big seats={circle(room, marks)} total={total(room)} label={label(room)} light={light}>
        {centre ?? (arriving && <Qr text={joinAddress(room.code)} label={t('invite.qr')} />)}
      </Ring>
    </div>
  );
}

interface TextStageProps extends Omit<BesideProps, 'left'> {
  readonly text: TextInQuestion;
  readonly under?: string | undefined;
  readonly changes?: boolean;
}

/** The text in question, very large, with its version; what changed in it is underlined. */
function TextStage({ text, under, changes = false, ...beside }: TextStageProps) {
  const shows = changes && text.before !== undefined;
  return (
    <Beside
      {...beside}
      left={
        <>
          <blockquote class={sizeOf(text.text, under !== undefined)}>
            {shows && text.before ? <Difference before={text.before.text} after={text.text} /> : text.text}
          </blockquote>
          <p class="aside">
            <span class="version">{t('text.version', { n: text.version })}</span>
            {text.review_date && ` · ${t('text.until', { date: day(text.review_date) })}`}
          </p>
          {under && <p class="under">{under}</p>}
        </>
      }
    />
  );
}
