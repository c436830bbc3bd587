// SPDX-License-Identifier: AGPL-3.0-or-later
// The walk of brainstorm once more, by people who touch nothing and see nothing: ideas, groups, names, dots by the keyboard.
process.env.WALK_BY = 'keyboard';
await import('../brainstorm.mjs');
