// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person may wish: the bodies of commands, SPEC.md §5 and §6.
import type { Choice, HandKind, ItemId, SeatId, SignalKind } from './view';

export type RoomBody =
  | { type: 'rename'; name: string }
  | { type: 'set_place'; place: string }
  | { type: 'add_seat'; name: string; place?: string }
  | { type: 'step_aside' }
  | { type: 'come_back' }
  | { type: 'leave'; word?: string }
  | { type: 'mark_away'; seat: SeatId }
  | { type: 'mark_back'; seat: SeatId }
  | { type: 'confirm_claim'; claim: string }
  | { type: 'refuse_claim'; claim: string }
  | { type: 'timer_start'; ms: number }
  | { type: 'timer_extend'; ms: number }
  | { type: 'timer_pause' }
  | { type: 'timer_resume' }
  | { type: 'recall_frame' }
  | { type: 'unconduct' }
  | { type: 'lock' }
  | { type: 'unlock' }
  | { type: 'close' }
  | { type: 'renew_links' }
  | { type: 'erase' };

export type StepBody =
  | { type: 'step'; event: string }
  | { type: 'hold_step' }
  | { type: 'override'; event: string; reason: string }
  | { type: 'undo' };

export type RoundBody =
  | { type: 'finish'; note?: string }
  | { type: 'pass' }
  | { type: 'resume' }
  | { type: 'take_over' }
  | { type: 'move_on' }
  | { type: 'later' }
  | { type: 'note'; text: string }
  | { type: 'ask'; text?: string }
  | { type: 'reply'; item: ItemId; text?: string };

export type Given = { text: string } | { choice: string } | { number: number } | { seat: SeatId };

export type CollectBody =
  | ({ type: 'submit'; on?: readonly ItemId[]; about?: readonly ItemId[]; tag?: string } & Given)
  | ({ type: 'change'; item: ItemId } & Given)
  | { type: 'withdraw'; item: ItemId }
  | { type: 'reopen' }
  | { type: 'reveal' }
  | { type: 'hide'; item: ItemId }
  | { type: 'show'; item: ItemId };

export type EditBody =
  | { type: 'write'; text: string; review_date?: string }
  | { type: 'suggest'; text: string }
  | { type: 'take_suggestion'; item: ItemId }
  | { type: 'drop_suggestion'; item: ItemId }
  | { type: 'withdraw'; reason?: string };

export type ConsentBody =
  | { type: 'answer'; choice: Choice; text?: string }
  | { type: 'question'; text?: string }
  | { type: 'last_call' }
  | { type: 'word_concern'; text: string }
  | { type: 'said' };

export type ObjectionsBody =
  | { type: 'argue'; item: ItemId; text: string }
  | { type: 'still'; item: ItemId }
  | { type: 'concern'; item: ItemId; text?: string }
  | { type: 'lift'; item: ItemId }
  | { type: 'raise'; text: string }
  | { type: 'take_up'; item: ItemId }
  | { type: 'no_objection'; item: ItemId };

export type RolesBody =
  | { type: 'take'; role: string }
  | { type: 'propose'; role: string; seat: SeatId }
  | { type: 'accept'; role: string }
  | { type: 'decline'; role: string }
  | { type: 'give_back'; role: string }
  | { type: 'rotate'; roles?: readonly string[] }
  | { type: 'ask_next'; role: string };

export type QueueBody =
  | { type: 'raise'; kind?: HandKind }
  | { type: 'lower' }
  | { type: 'give_floor'; seat: SeatId }
  | { type: 'call_next' }
  | { type: 'signal'; kind: SignalKind }
  | { type: 'clear_signal' }
  | { type: 'clear_signals' }
  | { type: 'pause' }
  | { type: 'unpause' };

export type CommitmentsBody =
  | { type: 'propose'; what: string; seat: SeatId; by_when?: string; item?: ItemId }
  | { type: 'accept'; item: ItemId }
  | { type: 'decline'; item: ItemId }
  | { type: 'change'; item: ItemId; what: string; by_when?: string }
  | { type: 'withdraw'; item: ItemId };

export type SortBody =
  | { type: 'group'; items: readonly ItemId[] }
  | { type: 'move'; items: readonly ItemId[]; to: string }
  | { type: 'alone'; items: readonly ItemId[] }
  | { type: 'name'; group: string; text: string }
  | { type: 'copy'; item: ItemId; to: string };

export type ScoreBody =
  | { type: 'rate'; option: string; value: number }
  | { type: 'finish' }
  | { type: 'reopen' }
  | { type: 'reveal' };

export type AgendaBody =
  | { type: 'propose'; text: string; minutes?: number }
  | { type: 'change'; item: ItemId; text: string; minutes?: number }
  | { type: 'withdraw'; item: ItemId }
  | { type: 'order'; item: ItemId; before?: ItemId }
  | { type: 'take_up'; item: ItemId }
  | { type: 'set_down'; item: ItemId; done: boolean };

export type GroupsBody =
  | { type: 'share'; text: string }
  | { type: 'pass'; group?: string }
  | { type: 'change'; item: ItemId; text: string }
  | { type: 'withdraw'; item: ItemId }
  | { type: 'move'; seat: SeatId; to: string };

export type SilenceBody = { type: 'extend'; s: number } | { type: 'end' };

export type CelebrateBody =
  | { type: 'join_in' }
  | { type: 'thank'; seat: SeatId; text?: string }
  | { type: 'withdraw'; item: ItemId };

export type Body =
  | RoomBody
  | StepBody
  | RoundBody
  | CollectBody
  | EditBody
  | ConsentBody
  | ObjectionsBody
  | RolesBody
  | QueueBody
  | CommitmentsBody
  | SortBody
  | ScoreBody
  | AgendaBody
  | GroupsBody
  | SilenceBody
  | CelebrateBody;

/** What a command is about, and for whom; SPEC [P2]. */
export interface About {
  readonly on?: string;
  readonly version?: number;
  readonly for?: SeatId;
}
